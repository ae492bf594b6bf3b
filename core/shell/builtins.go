package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/wire"
)

// runEcho is echo as bash has it.
func runEcho(x context, args []string, _ variables) {
	end, escapes := "\n", false
	words := args[1:]
	for len(words) > 0 && len(words[0]) > 1 && words[0][0] == '-' && strings.Trim(words[0][1:], "neE") == "" {
		for _, c := range words[0][1:] {
			switch c {
			case 'n':
				end = ""
			default:
				escapes = c == 'e'
			}
		}
		words = words[1:]
	}
	text := strings.Join(words, " ")
	if escapes {
		var stop bool
		if text, stop = unescape(text, echoEscape); stop {
			end = ""
		}
	}
	x.print(1, text+end)
	x.exit(0)
}

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

func runExport(x context, args []string, _ variables) {
	code := 0
	words := args[1:]
	if len(words) > 0 && (words[0] == "-p" || words[0] == "--") {
		words = words[1:]
	}
	for _, arg := range words {
		name, value, given := strings.Cut(arg, "=")
		if name == "" || nameLength(name) != len(name) {
			x.print(2, "export: "+printable(arg)+" does not begin with a variable's name\n")
			code = 1
			continue
		}
		if !given {
			if _, ok := x.vars.find(name); !ok {
				continue
			}
			value = x.vars.get(name)
		}
		vars, err := x.vars.with(name, value, true)
		if err != nil {
			x.print(2, "export: "+err.Error()+"\n")
			code = 1
		}
		x.vars = vars
	}
	if len(words) == 0 {
		for _, v := range x.vars {
			if v.exported {
				x.print(1, "export "+v.name+"="+strconv.Quote(v.value)+"\n")
			}
		}
	}
	x.exit(code)
}

func runUnset(x context, args []string, _ variables) {
	for _, name := range args[1:] {
		if i, ok := x.vars.find(name); ok {
			x.vars = slices.Delete(slices.Clone(x.vars), i, i+1)
		} else if i := slices.IndexFunc(x.functions, func(f function) bool { return f.name == name }); i >= 0 {
			x.functions = slices.Delete(slices.Clone(x.functions), i, i+1)
		}
	}
	x.exit(0)
}

// runEnv prints the exported variables.
func runEnv(x context, _ []string, vars variables) {
	for _, v := range vars {
		if v.exported {
			x.print(1, v.name+"="+v.value+"\n")
		}
	}
	x.exit(0)
}

// runSet is set: it takes positional parameters, and -e and its kin as far as
// they change nothing.
func runSet(x context, args []string, _ variables) {
	switch {
	case len(args) == 1:
		for _, v := range x.vars {
			x.print(1, v.name+"="+shellQuote(v.value)+"\n")
		}
	case args[1] == "--":
		x.params = args[2:]
	default:
		x.complain("set %s is not there yet; set -- takes words for $1, $2, …", printable(args[1]))
		x.exit(2)
		return
	}
	x.exit(0)
}

// reading is read: it takes a line of stdin.
type reading struct {
	passive
	names []string
	ifs   string // what divides words
	raw   bool
}

func runRead(x context, args []string, vars variables) {
	given, names, err := toolOptions(args, "rp:", nil)
	if err != nil {
		x.print(2, err.Error()+"\n")
		x.exit(2)
		return
	}
	if prompt, ok := option(given, 'p'); ok && x.ends[0].kind == keyboard {
		x.print(2, prompt)
	}
	for _, name := range names {
		if name == "" || nameLength(name) != len(name) {
			x.complain("read: `%s': not a valid identifier", name)
			x.exit(1)
			return
		}
	}
	ifs := " \t\n"
	if i, ok := vars.find("IFS"); ok {
		ifs = vars[i].value
	}
	x.start(&reading{names: names, ifs: ifs, raw: given['r'] != nil})
}

func (r *reading) begin(context) {}

// consume implements reader.
func (*reading) reads() bool { return true }

func (r *reading) consume(x context, data []byte, ended bool) int {
	var line strings.Builder
	for i := 0; i < len(data); i++ {
		c := data[i]
		if c == '\\' && !r.raw && i+1 < len(data) {
			if i++; data[i] != '\n' {
				line.WriteByte(data[i])
			}
			continue
		}
		if c == '\n' {
			x.exit(btoi(!r.assign(x, line.String())))
			return i + 1
		}
		line.WriteByte(c)
	}
	if !ended {
		return 0
	}
	r.assign(x, line.String())
	x.exit(1)
	return len(data)
}

// assign divides a line among the variables: the last gets what is left.
func (r *reading) assign(x context, line string) bool {
	ifs := r.ifs
	if len(r.names) == 0 {
		return x.assign("REPLY", line)
	}
	blank := strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\n", c) {
			return c
		}
		return -1
	}, ifs)
	line = strings.Trim(line, blank)
	ok := true
	for i, name := range r.names {
		value := line
		if at := strings.IndexAny(line, ifs); i < len(r.names)-1 && at >= 0 && ifs != "" {
			value = line[:at]
			if rest := strings.TrimLeft(line[at:], blank); rest != "" && strings.IndexByte(ifs, rest[0]) >= 0 && line[at] == rest[0] {
				line = strings.TrimLeft(rest[1:], blank)
			} else {
				line = rest
			}
		} else {
			line = ""
		}
		ok = x.assign(name, value) && ok
	}
	return ok
}

func (r *reading) clone() process { c := *r; return &c }

func (r *reading) code(c *wire.Coder) {
	wire.List(c, &r.names, c.String)
	c.String(&r.ifs)
	c.Bool(&r.raw)
}
