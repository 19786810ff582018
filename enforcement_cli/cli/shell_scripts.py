"""What bash, zsh, fish and PowerShell run when somebody presses Tab after `enforce`.

Comes in: the name of a shell. Goes out: its script. The words typed so far go to enforce by the
environment, one a line; it answers one possibility a line (`completing`). Where enforce has no
answer the shell offers files.
"""

BASH = """\
_enforce_completion() {
    local IFS=$'\\n' program="${1/#\\~/$HOME}"
    mapfile -t COMPREPLY < <(
        env _ENFORCE_COMPLETE=complete_bash COMP_CWORD="$COMP_CWORD" \\
            COMP_WORDS="${COMP_WORDS[*]}" "$program" 2>/dev/null
    )
}
complete -o default -o nosort -F _enforce_completion enforce 2>/dev/null ||
    complete -o default -F _enforce_completion enforce
"""

ZSH = """\
#compdef enforce
_enforce() {
    local -a values shown
    local line program="${(Q)words[1]/#\\~/$HOME}"
    for line in "${(@f)$(env _ENFORCE_COMPLETE=complete_zsh COMP_CWORD=$((CURRENT - 1)) \\
            COMP_WORDS="${(pj:\\n:)${(@Q)words}}" "$program" 2>/dev/null)}"; do
        [[ -n "$line" ]] || continue
        values+=("${line%%$'\\t'*}")
        shown+=("${line/$'\\t'/  }")
    done
    if (( $#values )); then
        compadd -V enforce -l -d shown -a values
    else
        _files
    fi
}
if [[ "$funcstack[1]" == _enforce ]]; then
    _enforce "$@"
else
    compdef _enforce enforce
fi
"""

FISH = """\
function __enforce_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    test -n "$current"; or set current ""
    set -l answers (env _ENFORCE_COMPLETE=complete_fish COMP_CWORD=(count $words) \\
        COMP_WORDS=(string join \\n -- $words $current | string collect) $words[1] 2>/dev/null)
    if test (count $answers) -gt 0
        string join \\n -- $answers
    else
        __fish_complete_path $current
    end
end
complete --command enforce --no-files --keep-order --arguments '(__enforce_complete)'
"""

POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName enforce -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.Extent.Text } })
    $words += "$wordToComplete".Trim('"', "'")
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $Env:_ENFORCE_COMPLETE = 'complete_powershell'
        $Env:COMP_WORDS = $words -join "`n"
        $Env:COMP_CWORD = $words.Count - 1
        & $words[0] | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new(
                $value, $value, 'ParameterValue', $help)
        }
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:_ENFORCE_COMPLETE, Env:COMP_WORDS, Env:COMP_CWORD
    }
}
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL, "pwsh": POWERSHELL}
