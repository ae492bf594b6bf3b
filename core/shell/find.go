package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// finding is a `find` (GNU findutils) that is read and carried out.
type finding struct {
	x           context
	words       []string
	least, most int // how deep
	depth       bool
	acts        bool // it has an action of its own
	err         string
	script      strings.Builder
	runs        bool     // the script is to be run
	all         []string // what -exec … + is run with
	each        []string
	line        []string // what the script does with the file that is looked at
}

// found is a file or folder that is looked at.
type found struct {
	path   string // as it is printed
	whole  string // with a / at the end: a folder
	folder bool
	depth  int
}

// findTest is a part of find's expression.
type findTest func(f found) bool

// runFind is find: it prints what it finds, or begins a script that does with
// it what it is asked to.
func runFind(x context, args []string, _ variables) {
	f := &finding{x: x, words: args[1:], most: nestedMax}
	var paths []string
	for len(f.words) > 0 && !strings.HasPrefix(f.words[0], "-") && f.words[0] != "!" && f.words[0] != "(" {
		paths = append(paths, f.words[0])
		f.words = f.words[1:]
	}
	test := f.or(0)
	if f.err == "" && len(f.words) > 0 {
		f.err = "unexpected '" + f.words[0] + "'"
	}
	if f.err != "" {
		x.print(2, "find: "+f.err+"\n")
		x.exit(1)
		return
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	code := 0
	for _, path := range paths {
		if !f.walk(path, test) {
			x.print(2, "find: ‘"+path+"’: "+noSuchFile+"\n")
			code = 1
		}
	}
	if f.all != nil && len(f.all) > len(f.each) {
		f.runs = true
		f.script.WriteString(quoteAll(f.all) + "\n")
	}
	if !f.runs {
		x.exit(code)
		return
	}
	f.script.WriteString("exit " + strconv.Itoa(code))
	s, err := parse(f.script.String())
	if err != nil {
		x.print(2, "find: the commands are too long\n")
		x.exit(1)
		return
	}
	if k := x.spawn(s, s.root); k != nil {
		k.ends[0] = end{kind: nowhere}
		x.start(&joining{pids: []int{k.pid}})
	} else {
		x.exit(1)
	}
}

// walk looks at a path and what lies below it.
func (f *finding) walk(path string, test findTest) bool {
	place := f.x.here()
	whole := place.folderPath(path)
	if !f.x.files.isFolder(whole) {
		if _, ok := place.read(path); ok {
			f.look(found{path: path, whole: place.path(path)}, test)
			return true
		}
		return false
	}
	shown := strings.TrimSuffix(path, "/")
	all := []found{{path: path, whole: whole, folder: true}}
	for _, below := range f.x.files.within(whole) {
		rest := strings.TrimSuffix(below[len(whole):], "/")
		all = append(all, found{path: shown + "/" + rest, whole: below, folder: strings.HasSuffix(below, "/"), depth: 1 + strings.Count(rest, "/")})
	}
	if f.depth {
		slices.Reverse(all) // what lies in a folder stands before it
	}
	for _, one := range all {
		f.look(one, test)
	}
	return true
}

// look does what is to be done with a file.
func (f *finding) look(one found, test findTest) {
	f.x.work += 64
	if one.depth < f.least || one.depth > f.most {
		return
	}
	f.line = nil
	if test(one) && !f.acts {
		f.does(one.path+"\n", false)
	}
	for i, line := range f.line {
		if i > 0 {
			f.script.WriteString(" && ")
		}
		f.script.WriteString(line)
	}
	f.script.WriteString("\n")
}

// does prints something, in the script once it is one.
func (f *finding) does(text string, isCommand bool) {
	f.runs = f.runs || isCommand
	switch {
	case isCommand:
		f.line = append(f.line, text)
	case f.runs:
		f.line = append(f.line, "printf %b "+xargsQuote(strings.NewReplacer(`\`, `\\`, "\x00", `\0`).Replace(text)))
	default:
		f.x.print(1, text)
	}
}

func (f *finding) next() (word string) {
	if len(f.words) > 0 {
		word, f.words = f.words[0], f.words[1:]
	}
	return word
}

func (f *finding) is(words ...string) bool {
	if len(f.words) > 0 && slices.Contains(words, f.words[0]) {
		f.words = f.words[1:]
		return true
	}
	return false
}

func (f *finding) or(depth int) findTest {
	left := f.and(depth)
	for f.is("-o", "-or") {
		a, b := left, f.and(depth)
		left = func(one found) bool { return a(one) || b(one) }
	}
	return left
}

func (f *finding) and(depth int) findTest {
	left := findTest(func(found) bool { return true })
	for f.err == "" && len(f.words) > 0 && f.words[0] != "-o" && f.words[0] != "-or" && f.words[0] != ")" {
		f.is("-a", "-and")
		a, b := left, f.one(depth)
		left = func(one found) bool { return a(one) && b(one) }
	}
	return left
}

// one reads a test or an action.
func (f *finding) one(depth int) findTest {
	yes := func(found) bool { return true }
	if depth > nestedMax {
		f.err = "the expression is nested too deep"
		return yes
	}
	name := f.next()
	switch name {
	case "!", "-not":
		test := f.one(depth + 1)
		return func(one found) bool { return !test(one) }
	case "(":
		test := f.or(depth + 1)
		if !f.is(")") && f.err == "" {
			f.err = "invalid expression; I was expecting to find a ')' somewhere but did not see one."
		}
		return test
	case "-print", "-print0":
		f.acts = true
		end := map[string]string{"-print": "\n", "-print0": "\x00"}[name]
		return func(one found) bool { f.does(one.path+end, false); return true }
	case "-true":
		return yes
	case "-depth":
		f.depth = true
		return yes
	case "-empty":
		return func(one found) bool {
			data, _ := f.x.here().read(one.whole)
			return len(data) == 0 && (!one.folder || len(f.x.files.within(one.whole)) == 0)
		}
	case "-delete":
		f.acts, f.depth = true, true
		return func(one found) bool { return one.depth == 0 && one.folder || f.x.files.remove(one.whole) }
	case "-exec":
		return f.exec()
	}
	given := len(f.words) > 0
	value := f.next()
	n, err := strconv.Atoi(strings.TrimLeft(value, "+-"))
	switch name {
	case "-name", "-iname", "-path", "-wholename", "-type", "-maxdepth", "-mindepth", "-size":
		if !given {
			f.err = "missing argument to `" + name + "'"
		}
	default:
		f.err = "unknown predicate `" + name + "'"
	}
	switch name {
	case "-name", "-iname":
		return func(one found) bool {
			base := strings.TrimSuffix(one.path, "/")
			base = base[strings.LastIndexByte(base, '/')+1:]
			if name == "-iname" {
				return matches(strings.ToLower(value), strings.ToLower(base))
			}
			return matches(value, base)
		}
	case "-path", "-wholename":
		return func(one found) bool { return matches(value, one.path) }
	case "-type":
		if value != "f" && value != "d" && f.err == "" {
			f.err = "-type " + printable(value) + " finds nothing here: there are f, files, and d, folders"
		}
		return func(one found) bool { return one.folder == (value == "d") }
	case "-maxdepth", "-mindepth":
		if f.err == "" && (err != nil || !digits(value)) {
			f.err = fmt.Sprintf("Expected a positive decimal integer argument to %s, but got ‘%s’", name, value)
		}
		if name == "-maxdepth" {
			f.most = n
		} else {
			f.least = n
		}
		return yes
	case "-size":
		return f.size(value)
	}
	return yes
}

// size reads -size: blocks of 512 bytes, c bytes, k kilobytes.
func (f *finding) size(value string) findTest {
	number, unit := strings.TrimLeft(value, "+-"), 512
	if n := len(number); n > 0 && number[n-1] > '9' {
		unit = map[byte]int{'c': 1, 'k': 1 << 10, 'M': 1 << 20, 'b': 512}[number[n-1]]
		number = number[:n-1]
	}
	n, err := strconv.Atoi(number)
	if (err != nil || unit == 0) && f.err == "" {
		f.err = "Invalid argument `" + value + "' to -size"
	}
	return func(one found) bool {
		data, _ := f.x.here().read(one.whole)
		unit := max(unit, 1)
		units := (len(data) + unit - 1) / unit
		if one.folder {
			units = (4096 + unit - 1) / unit
		}
		switch value[0] {
		case '+':
			return units > n
		case '-':
			return units < n
		}
		return units == n
	}
}

// exec reads -exec COMMAND ; or, with all that is found at once, -exec COMMAND {} +.
func (f *finding) exec() findTest {
	f.acts = true
	var words []string
	for len(f.words) > 0 {
		switch w := f.next(); {
		case w == ";" && len(words) > 0:
			return func(one found) bool {
				line := make([]string, len(words))
				for i, word := range words {
					line[i] = strings.ReplaceAll(word, "{}", one.path)
				}
				f.does(quoteAll(line), true)
				return true
			}
		case w == "+" && len(words) > 1 && words[len(words)-1] == "{}" && f.all == nil:
			f.each = words[:len(words)-1]
			f.all = slices.Clone(f.each)
			return func(one found) bool { f.all = append(f.all, one.path); return true }
		default:
			words = append(words, w)
		}
	}
	f.err = "missing argument to `-exec'"
	return func(found) bool { return true }
}
