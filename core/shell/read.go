package shell

import (
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

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
	given, names, err := toolOptions(args, "rsep:a:d:n:t:N:u:", nil)
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
	if text, ok := option(given, 'u'); ok && !x.readsFrom(text) {
		return
	}
	ifs := " \t\n"
	if i, ok := vars.find("IFS"); ok {
		ifs = vars[i].value
	}
	if text, ok := option(given, 'N'); ok {
		given['n'], given['d'], ifs = []string{text}, []string{""}, ""
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
	given, names, err := toolOptions(args, "td:n:u:", nil)
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
	if text, ok := option(given, 'u'); ok && !x.readsFrom(text) {
		return
	}
	r := &reading{array: name, lines: true, raw: given['t'] == nil, end: '\n'}
	if text, ok := option(given, 'n'); ok {
		r.most, _ = strconv.Atoi(text)
	}
	x.start(r)
}

// readsFrom makes a command read another stream than 0.
func (x context) readsFrom(stream string) bool {
	ends := x.ends
	if len(stream) != 1 || !digits(stream) || ends[stream[0]-'0'].kind == closed {
		x.complain("read: %s: invalid file descriptor: Bad file descriptor", stream)
		x.exit(1)
		return false
	}
	ends[0] = ends[stream[0]-'0']
	x.redirected(ends)
	return true
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
	taken := 0
	x.exit(btoi(!x.assignArray(r.array, func(yield func(string) bool) {
		for line := range strings.Lines(string(r.held)) {
			if !r.raw {
				line = strings.TrimSuffix(line, "\n")
			}
			if taken++; !yield(line) || taken == r.most {
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
