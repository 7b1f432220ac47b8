/** `foodspec completion`: the scripts by which shells ask `foodspec __complete` for the words that may stand next. */

const bash = `_foodspec() {
  local IFS=$'\\n'
  COMPREPLY=($(foodspec __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _foodspec foodspec
`;

const zsh = `#compdef foodspec
_foodspec() {
  local -a found
  found=("\${(@f)$(foodspec __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[1]}" ]]; then compadd -- "\${found[@]}"; else _files; fi
}
compdef _foodspec foodspec
`;

const fish = `function __foodspec_complete
  set -l words (commandline -opc) (commandline -ct)
  foodspec __complete -- $words[2..-1] 2>/dev/null
end
complete -c foodspec -a '(__foodspec_complete)'
`;

const powershell = `Register-ArgumentCompleter -Native -CommandName foodspec -ScriptBlock {
  param($word, $command, $position)
  $words = @($command.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += '' }
  foodspec __complete -- @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;

const scripts: { readonly [shell: string]: string } = { bash, zsh, fish, powershell };

/** The script of one of the four shells. */
export const completionScript = (shell: string): string => scripts[shell];
