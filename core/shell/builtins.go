package shell

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"raftarium/core/sim"
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

func runUnset(x context, args []string, _ variables) {
	code := 0
	for _, name := range args[1:] {
		if n := nameLength(name); n > 0 && n < len(name) && name[n] == '[' && strings.HasSuffix(name, "]") {
			e := x.expander(nil)
			x.vars = x.vars.withoutElement(name[:n], e.key(name[:n], word{{text: name[n+1 : len(name)-1], quoted: true}}))
		} else if name == "-v" || name == "-f" {
			continue
		} else if i, ok := x.vars.find(name); ok && x.vars[i].fixed {
			x.complain("unset: %s: cannot unset: readonly variable", name)
			code = 1
		} else if ok {
			x.vars = x.vars.without(name)
		} else if i := slices.IndexFunc(x.functions, func(f function) bool { return f.name == name }); i >= 0 {
			x.functions = slices.Delete(slices.Clone(x.functions), i, i+1)
		}
	}
	x.exit(code)
}

// runEnv is env: it prints the exported variables, or runs a command with more.
func runEnv(x context, args []string, vars variables) {
	words := args[1:]
	for len(words) > 0 {
		n := nameLength(words[0])
		switch {
		case n > 0 && strings.HasPrefix(words[0][n:], "="):
			vars, _ = vars.with(words[0][:n], words[0][n+1:], true)
		case words[0] == "-i" || words[0] == "-" || words[0] == "--ignore-environment":
			vars = nil
		case words[0] == "-u" && len(words) > 1:
			words = words[1:]
			vars = vars.without(words[0])
		default:
			command, ok := commands[words[0]]
			if !ok && x.runFile(words, vars) {
				return
			}
			if !ok {
				x.print(2, "env: ‘"+words[0]+"’: "+noSuchFile+"\n")
				x.exit(127)
				return
			}
			command(x, words, vars)
			return
		}
		words = words[1:]
	}
	for _, v := range vars {
		if v.exported {
			x.print(1, v.name+"="+v.value+"\n")
		}
	}
	x.exit(0)
}

// reading is read: it takes a line of stdin.
type reading struct {
	passive
	names []string
	ifs   string // what divides words
	raw   bool
	array string // what all words become
	end   byte
	most  int  // characters; 0: a whole line
	lines bool // of mapfile: all lines become an array; raw keeps their ends
	held  []byte
	// within is how long it waits; 0: for ever.
	within sim.Time
}

func runRead(x context, args []string, vars variables) {
	given, names, err := toolOptions(args, "rsep:a:d:n:t:", nil)
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
	r := &reading{names: names, ifs: ifs, raw: given['r'] != nil, end: '\n'}
	r.array, _ = option(given, 'a')
	if text, ok := option(given, 'd'); ok {
		r.end = (text + "\x00")[0]
	}
	if text, ok := option(given, 'n'); ok {
		if r.most, err = strconv.Atoi(text); err != nil || r.most < 0 {
			x.complain("read: %s: invalid number", text)
			x.exit(1)
			return
		}
	}
	if text, ok := option(given, 't'); ok {
		if r.within, err = parseDuration(text, sim.Second); err != nil {
			x.complain("read: %s: invalid timeout specification", text)
			x.exit(1)
			return
		}
	}
	x.start(r)
}

// runMapfile is mapfile and readarray: the lines of stdin become an array.
func runMapfile(x context, args []string, _ variables) {
	given, names, err := toolOptions(args, "td:", nil)
	if err != nil {
		x.print(2, err.Error()+"\n")
		x.exit(2)
		return
	}
	name := append(names, "MAPFILE")[0]
	if nameLength(name) != len(name) {
		x.complain("mapfile: `%s': not a valid identifier", name)
		x.exit(1)
		return
	}
	x.start(&reading{array: name, lines: true, raw: given['t'] == nil, end: '\n'})
}

func (r *reading) begin(x context) {
	if r.within > 0 {
		x.turn.SetTimer(mainTimer, x.turn.Now()+r.within)
	}
}

func (r *reading) fire(x context, _ sim.Timer) { x.exit(142) }

// consume implements reader.
func (*reading) reads() bool { return true }

func (r *reading) consume(x context, data []byte, ended bool) int {
	if r.lines {
		return r.consumeLines(x, data, ended)
	}
	var line strings.Builder
	for i := 0; i < len(data); i++ {
		c := data[i]
		if c == '\\' && !r.raw && i+1 < len(data) {
			if i++; data[i] != '\n' {
				line.WriteByte(data[i])
			}
			continue
		}
		if c == r.end {
			x.exit(btoi(!r.assign(x, line.String())))
			return i + 1
		}
		if line.WriteByte(c); r.most > 0 && utf8.RuneCountInString(line.String()) == r.most && utf8.ValidString(line.String()) {
			x.exit(btoi(!r.assign(x, line.String())))
			return i + 1
		}
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
	if r.array != "" {
		f := splitter{ifs: ifs}
		f.split(line)
		f.end()
		return x.assignArray(r.array, func(yield func(string) bool) {
			for _, field := range f.out {
				if !yield(field.text) {
					return
				}
			}
		})
	}
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

// consumeLines takes all that comes as the elements of an array.
func (r *reading) consumeLines(x context, data []byte, ended bool) int {
	if r.held = append(r.held[:len(r.held):len(r.held)], data[:min(len(data), variableBytesMax+1-len(r.held))]...); !ended {
		return len(data)
	}
	x.exit(btoi(!x.assignArray(r.array, func(yield func(string) bool) {
		for line := range strings.Lines(string(r.held)) {
			if !r.raw {
				line = strings.TrimSuffix(line, "\n")
			}
			if !yield(line) {
				return
			}
		}
	})))
	return len(data)
}

// assignArray makes an array of texts.
func (x context) assignArray(name string, values iter.Seq[string]) bool {
	var elements []keyed
	for value := range values {
		if elements = append(elements, keyed{strconv.Itoa(len(elements)), value}); len(elements) > elementsMax {
			break
		}
	}
	vars, err := x.vars.withArray(name, indexedArray)
	if err == nil {
		vars, err = vars.withElements(name, elements)
	}
	if err != nil {
		x.complain("%v", err)
		return false
	}
	x.vars = vars
	return true
}

func (r *reading) clone() process { c := *r; return &c }

func (r *reading) code(c *wire.Coder) {
	wire.List(c, &r.names, c.String)
	c.String(&r.ifs)
	c.Bool(&r.raw)
	c.String(&r.array)
	wire.Number(c, &r.end)
	wire.Number(c, &r.most)
	c.Bool(&r.lines)
	c.Bytes(&r.held)
	wire.Number(c, &r.within)
}
