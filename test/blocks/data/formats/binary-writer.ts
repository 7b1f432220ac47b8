/** Bytes written one behind the other, or at a place: what the writers of binary formats share. */

export class Writer {
  private readonly view: DataView;
  private readonly little: boolean;
  at = 0;

  constructor(size: number, little = true) {
    this.view = new DataView(new ArrayBuffer(size));
    this.little = little;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.view.buffer);
  }

  to(at: number): this {
    this.at = at;
    return this;
  }

  u8(...values: readonly number[]): this {
    for (const value of values) this.view.setUint8(this.at++, value & 255);
    return this;
  }

  i16(...values: readonly number[]): this {
    for (const value of values) this.view.setInt16(this.step(2), value, this.little);
    return this;
  }

  i32(...values: readonly number[]): this {
    for (const value of values) this.view.setInt32(this.step(4), value, this.little);
    return this;
  }

  u64(...values: readonly number[]): this {
    for (const value of values) this.view.setBigUint64(this.step(8), BigInt(value), this.little);
    return this;
  }

  f32(...values: readonly number[]): this {
    for (const value of values) this.view.setFloat32(this.step(4), value, this.little);
    return this;
  }

  f64(...values: readonly number[]): this {
    for (const value of values) this.view.setFloat64(this.step(8), value, this.little);
    return this;
  }

  put(bytes: Uint8Array): this {
    new Uint8Array(this.view.buffer).set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  text(text: string): this {
    return this.u8(...[...text].map((letter) => letter.charCodeAt(0)));
  }

  private step(size: number): number {
    this.at += size;
    return this.at - size;
  }
}
