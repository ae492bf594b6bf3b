package shell

import (
	"fmt"
	"math"
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
		x.print(2, "printf: usage: printf [-v var] format [arguments]\n")
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

// printing is a printf under way.
type printing struct {
	out        strings.Builder
	args       []string
	next       int // of args; beyond them all are empty
	complaints []string
	over       bool // nothing more is printed
}

// printfText writes arguments by a format, which is used again as long as there are
// any. It returns what is complained of as well.
func printfText(format string, args []string) (string, []string) {
	p := printing{args: args}
	for !p.over {
		before := p.next
		for rest := format; rest != "" && !p.over; {
			rest = p.directive(p.text(rest))
		}
		p.over = p.over || p.next >= len(args) || p.next == before
	}
	return p.out.String(), p.complaints
}

// text prints up to the next directive, and returns what begins with it.
func (p *printing) text(format string) (rest string) {
	at := strings.IndexByte(format, '%')
	if at < 0 {
		at = len(format)
	}
	text, stop := unescape(format[:at], printfEscape)
	p.out.WriteString(text)
	p.over = stop || p.out.Len() > printfMax
	return format[at:]
}

// directive prints by a directive, such as %-5s, and returns what is behind it.
func (p *printing) directive(format string) (rest string) {
	if p.over || format == "" {
		return ""
	}
	n := 1
	for n < len(format) && strings.IndexByte("-+ #0", format[n]) >= 0 {
		n++
	}
	flags, width := format[:n], ""
	for ; n < len(format) && strings.IndexByte("0123456789.*", format[n]) >= 0; n++ {
		if format[n] == '*' {
			width += strconv.FormatInt(max(-1000, min(1000, p.number(false))), 10)
		} else {
			width += format[n : n+1]
		}
	}
	switch {
	case n == len(format):
		p.fail("`%s': missing format character", format)
		return ""
	case len(flags)+len(width) > 8:
		p.fail("`%s': a width has at most four digits", flags+width)
		return ""
	}
	p.argument(format[n], flags, width)
	return format[n+1:]
}

// argument prints the next argument as a letter says.
func (p *printing) argument(letter byte, flags, width string) {
	spec, textual := flags+width, strings.ReplaceAll(flags, "0", "")+width // no zeros before a text
	switch letter {
	case '%':
		p.out.WriteByte('%')
	case 's':
		fmt.Fprintf(&p.out, textual+"s", p.take())
	case 'b':
		text, stop := unescape(p.take(), echoEscape)
		fmt.Fprintf(&p.out, textual+"s", text)
		p.over = stop
	case 'q':
		p.out.WriteString(shellQuote(p.take()))
	case 'c':
		if a := p.take(); a != "" {
			fmt.Fprintf(&p.out, textual+"s", a[:1])
		}
	case 'd', 'i':
		fmt.Fprintf(&p.out, spec+"d", p.number(false))
	case 'u':
		fmt.Fprintf(&p.out, spec+"d", uint64(p.number(true)))
	case 'x', 'X', 'o':
		fmt.Fprintf(&p.out, spec+string(letter), uint64(p.number(true)))
	case 'e', 'E', 'f', 'g', 'G':
		if !strings.Contains(width, ".") {
			spec += ".6"
		}
		fmt.Fprintf(&p.out, spec+string(letter), p.real())
	default:
		p.fail("`%c': invalid format character", letter)
	}
}

// take returns the next argument.
func (p *printing) take() string {
	p.next++
	if p.next <= len(p.args) {
		return p.args[p.next-1]
	}
	return ""
}

// number returns the next argument as a number: of 'a the character's. One that is
// unsigned may be beyond an int64, as the IDs of members are.
func (p *printing) number(unsigned bool) int64 {
	text := p.take()
	if len(text) > 1 && (text[0] == '"' || text[0] == '\'') {
		return int64([]rune(text[1:])[0])
	}
	text = strings.TrimLeft(text, " \t\n")
	v, err := strconv.ParseInt(text, 0, 64)
	if unsigned && v == math.MaxInt64 {
		var u uint64
		u, err = strconv.ParseUint(text, 0, 64)
		v = int64(u)
	}
	p.check(text, err)
	return v
}

func (p *printing) real() float64 {
	text := p.take()
	v, err := strconv.ParseFloat(text, 64)
	p.check(text, err)
	return v
}

// check complains of what is no number, and goes on.
func (p *printing) check(text string, err error) {
	if err != nil && text != "" {
		p.complaints = append(p.complaints, text+": invalid number")
	}
}

// fail complains of the format, which ends the printing.
func (p *printing) fail(format string, args ...any) {
	p.complaints, p.over = append(p.complaints, fmt.Sprintf(format, args...)), true
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
