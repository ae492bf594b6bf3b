package shell

import (
	"strconv"
	"strings"
)

// runGetopts is getopts (IEEE 1003.1): it takes the next option of the
// arguments, whose place is in OPTIND.
func runGetopts(x context, args []string, _ variables) {
	if len(args) < 3 {
		x.print(2, "getopts: usage: getopts optstring name [arg ...]\n")
		x.exit(2)
		return
	}
	words := x.params
	if len(args) > 3 {
		words = args[3:]
	}
	letters, quiet := strings.CutPrefix(args[1], ":")
	index, err := strconv.Atoi(x.vars.get("OPTIND"))
	if err != nil || index < 1 {
		index = 1
	}
	at := x.optAt
	if index != x.optIn || at == 0 {
		at = 1
	}
	name, value, given, code := "?", "", false, 1
	switch {
	case index > len(words) || len(words[index-1]) < 2 || words[index-1][0] != '-':
		at = 1
	case words[index-1] == "--":
		index, at = index+1, 1
	default:
		word := words[index-1]
		at = min(at, len(word)-1)
		letter := word[at : at+1]
		place := strings.Index(letters, letter)
		takes := place >= 0 && place+1 < len(letters) && letters[place+1] == ':'
		if at++; at == len(word) || takes {
			index++
		}
		switch {
		case place < 0 || letter == ":":
			if value, given = letter, quiet; !quiet && x.vars.get("OPTERR") != "0" {
				x.print(2, x.named()+": illegal option -- "+letter+"\n")
			}
		case takes && at < len(word):
			name, value, given = letter, word[at:], true
		case takes && index <= len(words):
			name, value, given = letter, words[index-1], true
			index++
		case takes && quiet:
			name, value, given = ":", letter, true
		case takes:
			x.print(2, x.named()+": option requires an argument -- "+letter+"\n")
		default:
			name = letter
		}
		if code = 0; takes || at == len(word) {
			at = 1
		}
	}
	x.optAt, x.optIn = at, index
	x.vars = x.vars.without("OPTARG")
	if given {
		x.assign("OPTARG", value)
	}
	if !x.assign("OPTIND", strconv.Itoa(index)) || !x.assign(args[2], name) {
		code = 1
	}
	x.exit(code)
}

// named is $0.
func (x context) named() string {
	if x.zero == "" {
		return "bash"
	}
	return x.zero
}
