package shell

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"raftarium/core/wire"
)

// heldMax bounds what a text tool keeps to itself, in bytes.
const heldMax = 1 << 20

// filter is a running text tool: it reads its files, or else its stdin, and
// prints what it makes of them. What it does follows from its arguments.
type filter struct {
	passive
	args []string
	tool *tool // of args
	filterState
}

// filterState is what a filter knows of what it has read.
type filterState struct {
	at       int    // how many of the files have been read
	partial  []byte // a line that has not ended
	lines    int    // read so far
	n        [8]int // counters of the tool
	held     []string
	heldSize int
	cells    []awkCell
	failed   int // the code that a file which cannot be read leads to
}

// tool is what a text tool was asked for. It does not change once made.
type tool struct {
	files    []string
	searches bool // it follows patterns through what it reads
	bytes    bool // it gets what comes as it comes, and not line by line
	silent   bool // of files that cannot be read
	// line takes a line, without its newline, and says whether it had one. It
	// returns false where the tool needs no more.
	line func(x context, f *filter, line string, ended bool) bool
	// open is called before each file, with its name, and file after it.
	open func(x context, f *filter, name string)
	file func(x context, f *filter, name string)
	// end is called after all, and returns the exit code.
	end func(x context, f *filter) int
}

// effort is the work of a byte: a pattern or a program that is followed through
// a line costs more than to pass it on.
func (t *tool) effort() int { return 1 + 15*btoi(t.searches) }

// makers make tools of their arguments. The error is all that is printed.
var makers map[string]func(args []string) (*tool, error)

// toolError is a refusal with a code of its own.
type toolError struct {
	code int
	text string
}

func (e *toolError) Error() string { return e.text }

func refuseTool(code int, format string, args ...any) error {
	return &toolError{code, fmt.Sprintf(format, args...)}
}

// runFilter is every text tool.
func runFilter(x context, args []string, _ variables) {
	t, err := makers[args[0]](args)
	if err != nil {
		code := 1
		if e, ok := err.(*toolError); ok {
			code = e.code
		}
		text := strings.TrimSuffix(err.Error(), "\n") + "\n"
		if code == 1 && args[0] != "sed" && !strings.Contains(text, "\nTry ") {
			text += "Try '" + args[0] + " --help' for more information.\n"
		}
		x.print(2, text)
		x.exit(code)
		return
	}
	x.start(&filter{args: args, tool: t})
}

func (f *filter) begin(x context) {
	if len(f.tool.files) == 0 {
		f.openFile(x, "-")
	}
	f.nextFile(x)
}

// nextFile reads the files that come before stdin does.
func (f *filter) nextFile(x context) {
	for f.at < len(f.tool.files) {
		name := f.tool.files[f.at]
		if name == "-" || name == "/dev/stdin" {
			f.openFile(x, name)
			return
		}
		f.at++
		data, ok := x.here().read(name)
		if !ok {
			if !f.tool.silent {
				x.print(2, f.args[0]+": "+f.cannotRead(x, name)+"\n")
			}
			f.failed = max(1, btoi(f.args[0] == "grep" || f.args[0] == "sort" || f.args[0] == "awk" || f.args[0] == "sed" || f.args[0] == "jq" || f.args[0] == "diff" || f.args[0] == "cmp")*2)
			continue
		}
		f.openFile(x, name)
		if !f.take(x, data) || !f.endFile(x, name) {
			return
		}
	}
	if len(f.tool.files) > 0 {
		f.finish(x)
	}
}

func (f *filter) openFile(x context, name string) {
	if f.tool.open != nil {
		f.tool.open(x, f, name)
	}
}

func (f *filter) cannotRead(x context, name string) string {
	why := ": " + noSuchFile
	if x.files.isFolder(x.here().folderPath(name)) {
		why = ": Is a directory"
	}
	switch f.args[0] {
	case "head", "tail":
		return "cannot open '" + name + "' for reading" + why
	case "sort":
		return "cannot read: " + name + why
	case "sed":
		return "can't read " + name + why
	}
	return name + why
}

func (*filter) reads() bool { return true }

// consume implements reader.
func (f *filter) consume(x context, data []byte, ended bool) int {
	if f.take(x, data) && ended && f.endFile(x, "-") {
		if len(f.tool.files) > 0 {
			f.at++
			f.nextFile(x)
		} else {
			f.finish(x)
		}
	}
	return len(data)
}

// take gives the tool what has come, and reports whether it goes on.
func (f *filter) take(x context, data []byte) bool {
	x.work += len(data) * f.tool.effort()
	if f.tool.bytes {
		if len(data) > 0 && !f.tool.line(x, f, string(data), false) {
			f.finish(x)
			return false
		}
		return true
	}
	if len(f.partial) > 0 {
		data = append(f.partial[:len(f.partial):len(f.partial)], data...)
		f.partial = nil
	}
	for {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			break
		}
		f.lines++
		if !f.tool.line(x, f, string(data[:i]), true) {
			f.finish(x)
			return false
		}
		if x.running != process(f) {
			return false
		}
		data = data[i+1:]
	}
	f.partial = slices.Clone(data)
	if len(f.partial) > heldMax {
		x.print(2, f.args[0]+": a line is longer than 1 MB\n")
		x.exit(2)
		return false
	}
	return true
}

// endFile ends a file, with a last line that has no newline.
func (f *filter) endFile(x context, name string) bool {
	if len(f.partial) > 0 {
		line := string(f.partial)
		f.partial = nil
		f.lines++
		if !f.tool.line(x, f, line, false) {
			f.finish(x)
			return false
		}
	}
	if f.tool.file != nil {
		f.tool.file(x, f, name)
	}
	return x.running == process(f)
}

func (f *filter) finish(x context) {
	if x.running != process(f) {
		return
	}
	code := 0
	if f.tool.end != nil {
		code = f.tool.end(x, f)
	}
	if x.running == process(f) {
		x.exit(max(code, f.failed))
	}
}

// hold keeps a line, if there is room.
func (f *filter) hold(x context, line string) bool {
	if f.heldSize += len(line) + 16; f.heldSize > heldMax {
		x.print(2, f.args[0]+": there is room for 1 MB of lines\n")
		x.exit(2)
		return false
	}
	f.held = append(f.held, line)
	return true
}

func (f *filter) clone() process {
	c := *f
	c.held = slices.Clone(f.held)
	c.cells = slices.Clone(f.cells)
	return &c
}

func (f *filter) code(c *wire.Coder) {
	wire.List(c, &f.args, c.String)
	if c.Decoding() {
		if len(f.args) == 0 || makers[f.args[0]] == nil {
			c.Fail("a running text tool without a name")
			f.tool, f.args = &tool{}, []string{"cat"}
			f.tool.line = func(context, *filter, string, bool) bool { return true }
		} else {
			var err error
			if f.tool, err = makers[f.args[0]](f.args); err != nil {
				c.Fail("a running %s with arguments that it refuses", f.args[0])
				f.tool, _ = makers["cat"]([]string{"cat"})
			}
		}
	}
	wire.Number(c, &f.at)
	c.Bytes(&f.partial)
	wire.Number(c, &f.lines)
	for i := range f.n {
		wire.Number(c, &f.n[i])
	}
	wire.List(c, &f.held, c.String)
	wire.Number(c, &f.heldSize)
	wire.List(c, &f.cells, func(k *awkCell) { k.code(c) })
	wire.Number(c, &f.failed)
	if f.at < 0 {
		c.Fail("a running text tool before its first file")
		f.at = 0
	}
}

// toolOptions reads options as getopt does: letters that take an argument are
// followed by a colon. Long options are given with the letter they stand for.
func toolOptions(args []string, letters string, long map[string]byte) (given map[byte][]string, operands []string, err error) {
	given = map[byte][]string{}
	name := args[0]
	takes := func(c byte) (bool, bool) {
		i := strings.IndexByte(letters, c)
		return i >= 0 && c != ':', i >= 0 && i+1 < len(letters) && letters[i+1] == ':'
	}
	for i := 1; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return given, append(operands, args[i+1:]...), nil
		case strings.HasPrefix(arg, "--"):
			option, value, with := strings.Cut(arg[2:], "=")
			c, ok := long[option]
			if !ok {
				return nil, nil, fmt.Errorf("%s: unrecognized option '%s'", name, arg)
			}
			if _, needs := takes(c); needs && !with {
				if i++; i == len(args) {
					return nil, nil, fmt.Errorf("%s: option '%s' requires an argument", name, arg)
				}
				value = args[i]
			}
			given[c] = append(given[c], value)
		case len(arg) > 1 && arg[0] == '-':
			for j := 1; j < len(arg); j++ {
				known, needs := takes(arg[j])
				switch {
				case !known:
					return nil, nil, fmt.Errorf("%s: invalid option -- '%c'", name, arg[j])
				case !needs:
					given[arg[j]] = append(given[arg[j]], "")
					continue
				case j+1 < len(arg):
					given[arg[j]] = append(given[arg[j]], arg[j+1:])
				case i+1 < len(args):
					i++
					given[arg[j]] = append(given[arg[j]], args[i])
				default:
					return nil, nil, fmt.Errorf("%s: option requires an argument -- '%c'", name, arg[j])
				}
				break
			}
		default:
			operands = append(operands, arg)
		}
	}
	return given, operands, nil
}

// option returns the last value of an option.
func option(given map[byte][]string, c byte) (string, bool) {
	values := given[c]
	if len(values) == 0 {
		return "", false
	}
	return values[len(values)-1], true
}
