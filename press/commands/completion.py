"""leaflet completion: let a shell complete commands, options and the names of a house."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what lets a shell complete practices, leaflets, layouts and exercises.

    \b
    bash, in ~/.bashrc:   source <(.venv/bin/leaflet completion bash)
    zsh, in ~/.zshrc:     source <(.venv/bin/leaflet completion zsh)
    fish:                 .venv/bin/leaflet completion fish >> ~/.config/fish/config.fish

    In the first two give the command its whole path. What is completed are the names in the
    house that --root names, else in the folder that you are in.

    \b
    Example: leaflet completion bash
    """
    click.echo(_SCRIPTS[shell], nl=False)


_SCRIPTS = {
    "bash": """\
_leaflet_completion() {
    local kind name
    COMPREPLY=()
    while IFS=, read -r kind name; do
        case $kind in
            plain) COMPREPLY+=("$name") ;;
            file) compopt -o default ;;
            dir) compopt -o dirnames ;;
        esac
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        _LEAFLET_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -F _leaflet_completion leaflet
""",
    "zsh": """\
#compdef leaflet
_leaflet_completion() {
    local kind name about
    COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) _LEAFLET_COMPLETE=zsh_complete \\
        ${(Q)words[1]} 2>/dev/null | while read -r kind && read -r name && read -r about; do
        case $kind in
            plain) compadd -U -- "$name" ;;
            file) _files ;;
            dir) _files -/ ;;
        esac
    done
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _leaflet_completion leaflet
""",
    "fish": """\
function __leaflet_completion
    set -lx _LEAFLET_COMPLETE fish_complete
    set -lx COMP_WORDS (commandline -cp)
    set -lx COMP_CWORD (commandline -t)
    set -l program (commandline -opc)[1]
    for line in ($program 2>/dev/null)
        set -l part (string split -m 1 , $line)
        switch $part[1]
            case plain
                echo $part[2]
            case file
                __fish_complete_path $part[2]
            case dir
                __fish_complete_directories $part[2]
        end
    end
end
complete --no-files --command leaflet --arguments "(__leaflet_completion)"
""",
}
