package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// runPrintf is printf: its format is used again as long as there are arguments.
func runPrintf(x context, args []string, _ variables) {
	if len(args) > 1 && args[1] == "--" {
		args = slices.Delete(slices.Clone(args), 1, 2)
	}
	if len(args) < 2 {
		x.print(2, "raftarium: printf: usage: printf [-v var] format [arguments]\n")
		x.exit(2)
		return
	}
	into := ""
	if args[1] == "-v" && len(args) > 3 {
		into, args = args[2], args[2:]
	}
	out, complaints := printfText(args[1], args[2:])
	for _, c := range complaints {
		x.print(2, "raftarium: printf: "+c+"\n")
	}
	if into == "" {
		x.print(1, out)
	} else if nameLength(into) != len(into) || !x.assign(into, out) {
		complaints = append(complaints, "")
	}
	x.exit(btoi(len(complaints) > 0))
}

// printfMax bounds what printf makes, in bytes.
const printfMax = 1 << 20

func printfText(format string, args []string) (string, []string) {
	var b strings.Builder
	var complaints []string
	next := 0
	argument := func() string {
		next++
		if next <= len(args) {
			return args[next-1]
		}
		return ""
	}
	number := func() int64 {
		text := argument()
		if len(text) > 1 && (text[0] == '"' || text[0] == '\'') {
			return int64([]rune(text[1:])[0])
		}
		v, err := strconv.ParseInt(text, 0, 64)
		if err != nil && text != "" {
			complaints = append(complaints, text+": invalid number")
		}
		return v
	}
	for {
		before := next
		for rest := format; rest != ""; {
			at := strings.IndexByte(rest, '%')
			if at < 0 {
				at = len(rest)
			}
			text, stop := unescape(rest[:at], printfEscape)
			if b.WriteString(text); stop || b.Len() > printfMax {
				return b.String(), complaints
			}
			if rest = rest[at:]; rest == "" {
				break
			}
			n := 1
			for n < len(rest) && strings.IndexByte("-+ #0", rest[n]) >= 0 {
				n++
			}
			spec := rest[:n]
			for n < len(rest) && strings.IndexByte("0123456789.*", rest[n]) >= 0 {
				if rest[n] == '*' {
					spec += strconv.FormatInt(max(-1000, min(1000, number())), 10)
				} else {
					spec += rest[n : n+1]
				}
				n++
			}
			if n == len(rest) {
				complaints = append(complaints, "`"+rest+"': missing format character")
				return b.String(), complaints
			}
			if len(spec) > 8 {
				complaints = append(complaints, "`"+spec+"': a width has at most four digits")
				return b.String(), complaints
			}
			c := rest[n]
			rest = rest[n+1:]
			switch c {
			case '%':
				b.WriteByte('%')
			case 's':
				fmt.Fprintf(&b, strings.ReplaceAll(spec, "0", "0")+"s", argument())
			case 'b':
				text, stop := unescape(argument(), echoEscape)
				fmt.Fprintf(&b, spec+"s", text)
				if stop {
					return b.String(), complaints
				}
			case 'q':
				b.WriteString(shellQuote(argument()))
			case 'c':
				if a := argument(); a != "" {
					fmt.Fprintf(&b, spec+"s", a[:1])
				}
			case 'd', 'i':
				fmt.Fprintf(&b, spec+"d", number())
			case 'u':
				fmt.Fprintf(&b, spec+"d", uint64(number()))
			case 'x', 'X', 'o':
				fmt.Fprintf(&b, spec+string(c), uint64(number()))
			case 'e', 'E', 'f', 'g', 'G':
				text := argument()
				v, err := strconv.ParseFloat(text, 64)
				if err != nil && text != "" {
					complaints = append(complaints, text+": invalid number")
				}
				if !strings.Contains(spec, ".") {
					spec += ".6"
				}
				fmt.Fprintf(&b, spec+string(c), v)
			default:
				complaints = append(complaints, fmt.Sprintf("`%c': invalid format character", c))
				return b.String(), complaints
			}
		}
		if next >= len(args) || next == before || b.Len() > printfMax {
			return b.String(), complaints
		}
	}
}

// shellQuote writes a word so that the shell reads it as it is.
func shellQuote(text string) string {
	if text == "" {
		return "''"
	}
	var b strings.Builder
	for _, r := range text {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:=@%+,", r) || r > 0x7f) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
