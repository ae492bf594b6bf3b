package shell

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// sedCommand is a command of sed with its addresses.
type sedCommand struct {
	from, to  sedAddress
	not       bool
	verb      byte   // s, p, d, q, =, y, a, i, c, and { with its }
	text      string // of a, i and c
	end       int    // of {: where its } is
	re        *regexp.Regexp
	with      string
	nth       int // of s: which occurrence; 0: all from the first
	all       bool
	prints    bool
	set, into []rune
}

// sedAddress says which lines are meant.
type sedAddress struct {
	line int // 0: none
	step int // of FIRST~STEP
	last bool
	re   *regexp.Regexp
}

func (a sedAddress) given() bool { return a.line > 0 || a.step > 0 || a.last || a.re != nil }

// runSed is sed; with -i the files get what it prints.
func runSed(x context, args []string, vars variables) {
	inPlace := slices.IndexFunc(args, func(a string) bool { return a == "-i" || a == "--in-place" })
	if inPlace < 0 {
		runFilter(x, args, vars)
		return
	}
	args = slices.Delete(slices.Clone(args), inPlace, inPlace+1)
	_, operands, err := toolOptions(args, "nEre:s", map[string]byte{"quiet": 'n', "regexp-extended": 'E', "expression": 'e'})
	files := operands[min(len(operands), btoi(!slices.Contains(args, "-e"))):]
	if err != nil || len(files) == 0 {
		x.print(2, "sed: no input files\n")
		x.exit(1)
		return
	}
	const edited = "/tmp/.sed"
	before := quoteAll(args[:len(args)-len(files)])
	var b strings.Builder
	for _, name := range files {
		fmt.Fprintf(&b, "%s %s > %s && cat %s > %[2]s\n", before, xargsQuote(name), edited, edited)
	}
	s, err := parse(b.String() + "rm -f " + edited)
	if err != nil {
		x.print(2, "sed: "+err.Error()+"\n")
		x.exit(1)
		return
	}
	x.exit(0)
	x.push(s, s.root)
}

// makeSed is sed with s, y, p, d, q, =, a, i, c and {}, at addresses.
func makeSed(args []string) (*tool, error) {
	given, operands, err := toolOptions(args, "nEre:", map[string]byte{"quiet": 'n', "silent": 'n', "regexp-extended": 'E', "expression": 'e'})
	if err != nil {
		return nil, err
	}
	scripts := given['e']
	if len(scripts) == 0 {
		if len(operands) == 0 {
			return nil, fmt.Errorf("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...")
		}
		scripts, operands = operands[:1], operands[1:]
	}
	p := &sedParser{text: strings.Join(scripts, "\n"), extended: given['E'] != nil || given['r'] != nil}
	var commands []sedCommand
	var open []int
	for {
		c, ok := p.command()
		if p.err != nil {
			return nil, fmt.Errorf("sed: -e expression #1, char %d: %w", p.at, p.err)
		}
		if !ok {
			break
		}
		if c.verb == '}' {
			if len(open) == 0 {
				return nil, fmt.Errorf("sed: -e expression #1, char %d: unexpected `}'", p.at)
			}
			commands[open[len(open)-1]].end = len(commands)
			open = open[:len(open)-1]
		} else if c.verb == '{' {
			open = append(open, len(commands))
		}
		commands = append(commands, c)
	}
	if len(open) > 0 {
		return nil, fmt.Errorf("sed: -e expression #1, char 0: unmatched `{'")
	}
	if len(commands) > 60 {
		return nil, fmt.Errorf("sed: more than 60 commands are not there yet")
	}
	s := &sed{commands, given['n'] != nil}
	// The last line is known only when nothing follows: a line is held back.
	return &tool{files: operands, searches: true,
		line: func(x context, f *filter, line string, ended bool) bool {
			ok := len(f.held) == 0 || s.line(x, f, f.held[0], f.lines-1, false, true)
			f.held, f.n[1] = []string{line}, btoi(ended)
			return ok
		},
		end: func(x context, f *filter) int {
			if len(f.held) > 0 && f.n[2] == 0 {
				s.line(x, f, f.held[0], f.lines, true, f.n[1] == 1)
			}
			return max(f.n[2]-1, 0)
		}}, nil
}

// sed is what sed was asked for.
type sed struct {
	commands []sedCommand
	quiet    bool
}

// line edits a line. The filter's first counter has a bit for each command
// whose range of lines has begun.
func (s *sed) line(x context, f *filter, line string, number int, last, ended bool) bool {
	after := ""
	finish := func() { // unless it is deleted
		if !s.quiet {
			x.print(1, lineText(line, ended || after != ""))
		}
		x.print(1, after)
	}
	for i := 0; i < len(s.commands); i++ {
		c := &s.commands[i]
		if !c.meant(&f.n[0], i, line, number, last) {
			i = max(i, c.end)
			continue
		}
		switch c.verb {
		case 'a':
			after += c.text
		case 'i':
			x.print(1, c.text)
		case 'c':
			if !c.to.given() || f.n[0]&(1<<i) == 0 {
				x.print(1, c.text)
			}
			x.print(1, after)
			return true
		case 's':
			replaced, done := c.replace(line)
			if len(replaced) > awkBytesMax {
				x.print(2, "sed: a line is longer than 64 KB\n")
				f.n[2] = 2
				return false
			}
			if line = replaced; done && c.prints {
				x.print(1, lineText(line, ended))
			}
		case 'y':
			line = strings.Map(func(r rune) rune {
				for j, from := range c.set {
					if from == r {
						return c.into[j]
					}
				}
				return r
			}, line)
		case 'p':
			x.print(1, line+"\n")
		case '=':
			x.print(1, strconv.Itoa(number)+"\n")
		case 'd':
			x.print(1, after)
			return true
		case 'q':
			finish()
			f.n[2] = 1
			return false
		}
	}
	finish()
	return true
}

func (a sedAddress) matches(line string, number int, last bool) bool {
	switch {
	case a.re != nil:
		return a.re.MatchString(line)
	case a.last:
		return last
	case a.step > 0:
		return number >= a.line && (number-a.line)%a.step == 0
	}
	return a.line == number
}

// meant reports whether a command is for a line.
func (c sedCommand) meant(begun *int, i int, line string, number int, last bool) bool {
	in := true
	switch bit := 1 << i; {
	case !c.from.given():
	case !c.to.given():
		in = c.from.matches(line, number, last)
	case *begun&bit != 0:
		if c.to.line > 0 && number >= c.to.line || c.to.line == 0 && c.to.matches(line, number, last) {
			*begun &^= bit
			in = c.to.line == 0 || number <= c.to.line
		}
	default:
		if in = c.from.matches(line, number, last); in && !(c.to.line > 0 && c.to.line <= number) && !(c.to.last && last) {
			*begun |= bit
		}
	}
	return in != c.not
}

func (c sedCommand) replace(line string) (string, bool) {
	var b strings.Builder
	var letters byte // of what \U and \L have begun
	put := func(text string) {
		switch letters {
		case 'U':
			text = strings.ToUpper(text)
		case 'L':
			text = strings.ToLower(text)
		}
		b.WriteString(text)
	}
	at, count, done := 0, 0, false
	for _, m := range c.re.FindAllStringSubmatchIndex(line, -1) {
		count++
		if count < c.nth || done && !c.all {
			continue
		}
		done = true
		b.WriteString(line[at:m[0]])
		at, letters = m[1], 0
		for i := 0; i < len(c.with); i++ {
			group := -1
			switch {
			case c.with[i] == '&':
				group = 0
			case c.with[i] == '\\' && i+1 < len(c.with):
				i++
				switch d := c.with[i]; d {
				case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
					group = int(d - '0')
				case 'n':
					b.WriteByte('\n')
				case 't':
					b.WriteByte('\t')
				case 'U', 'L', 'E':
					letters = d
				default:
					put(c.with[i : i+1])
				}
			default:
				put(c.with[i : i+1])
			}
			if group >= 0 && 2*group+1 < len(m) && m[2*group] >= 0 {
				put(line[m[2*group]:m[2*group+1]])
			}
		}
	}
	return b.String() + line[at:], done
}

// sedParser reads sed's commands.
type sedParser struct {
	text     string
	at       int
	extended bool
	err      error
}

func (p *sedParser) skip(signs string) {
	for p.at < len(p.text) && strings.IndexByte(signs, p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *sedParser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

func (p *sedParser) command() (c sedCommand, ok bool) {
	if p.skip(" \t\n;"); p.at >= len(p.text) {
		return c, false
	}
	if c.from = p.address(); c.from.given() {
		if p.skip(" "); p.at < len(p.text) && p.text[p.at] == ',' {
			p.at++
			p.skip(" ")
			if c.to = p.address(); !c.to.given() {
				p.fail("unexpected `,'")
			}
		}
	}
	p.skip(" ")
	if p.at < len(p.text) && p.text[p.at] == '!' {
		c.not = true
		p.at++
		p.skip(" ")
	}
	if p.at >= len(p.text) {
		p.fail("missing command")
		return c, false
	}
	c.verb = p.text[p.at]
	p.at++
	switch c.verb {
	case 's':
		p.substitution(&c)
	case 'y':
		from, to := p.two()
		if c.set, c.into = []rune(from), []rune(to); len(c.set) != len(c.into) {
			p.fail("strings for `y' command are different lengths")
		}
	case 'p', 'd', 'q', '=', '}':
	case '{':
		return c, p.err == nil
	case 'a', 'i', 'c':
		c.text = p.textOf()
		return c, p.err == nil
	default:
		p.fail("the command `%c' is not there yet; s, y, p, d, q, =, a, i, c and {} are", c.verb)
	}
	if p.skip(" \t"); p.err == nil && p.at < len(p.text) && strings.IndexByte(";\n}", p.text[p.at]) < 0 {
		p.fail("extra characters after command")
	}
	return c, p.err == nil
}

// textOf reads the text of a, i or c, to the end of its line.
func (p *sedParser) textOf() string {
	p.skip(" \t")
	if p.at < len(p.text) && p.text[p.at] == '\\' {
		p.at++
		before := p.at
		if p.skip(" \t"); p.at == len(p.text) || p.text[p.at] != '\n' {
			p.at = before // blanks behind a \ are the text's
		}
		p.skip("\n")
	}
	if p.at >= len(p.text) {
		p.fail("expected \\ after `a', `c' or `i'")
	}
	var b strings.Builder
	for p.at < len(p.text) && p.text[p.at] != '\n' {
		if p.text[p.at] == '\\' && p.at+1 < len(p.text) {
			p.at++
		}
		b.WriteByte(p.text[p.at])
		p.at++
	}
	return b.String() + "\n"
}

func (p *sedParser) address() (a sedAddress) {
	if p.at >= len(p.text) {
		return a
	}
	switch c := p.text[p.at]; {
	case c == '$':
		p.at++
		a.last = true
	case c == '/':
		p.at++
		text, flags := p.until('/'), ""
		if p.at < len(p.text) && p.text[p.at] == 'I' {
			p.at++
			flags = "(?i)"
		}
		a.re = p.regexp(text, flags)
	case c >= '0' && c <= '9':
		start := p.at
		p.skip("0123456789")
		a.line, _ = strconv.Atoi(p.text[start:p.at])
		if p.at < len(p.text) && p.text[p.at] == '~' {
			p.at++
			start = p.at
			p.skip("0123456789")
			a.step, _ = strconv.Atoi(p.text[start:p.at])
		}
		if a.line == 0 && a.step == 0 {
			p.fail("invalid usage of line address 0")
		}
	}
	return a
}

// until reads up to a delimiter, which a backslash makes literal.
func (p *sedParser) until(delimiter byte) string {
	var b strings.Builder
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == delimiter:
			p.at++
			return b.String()
		case c == '\\' && p.at+1 < len(p.text):
			p.at++
			if p.text[p.at] != delimiter {
				b.WriteByte('\\')
			}
			b.WriteByte(p.text[p.at])
		default:
			b.WriteByte(c)
		}
	}
	p.fail("unterminated `s' command")
	return ""
}

func (p *sedParser) two() (string, string) {
	if p.at >= len(p.text) {
		p.fail("unterminated `s' command")
		return "", ""
	}
	delimiter := p.text[p.at]
	p.at++
	return p.until(delimiter), p.until(delimiter)
}

func (p *sedParser) regexp(text, flags string) *regexp.Regexp {
	if !p.extended {
		text = basicPattern(text)
	}
	re, err := regexp.Compile(flags + text)
	if err != nil {
		p.fail("the pattern is not understood: %w", err)
		return regexp.MustCompile("")
	}
	re.Longest()
	return re
}

func (p *sedParser) substitution(c *sedCommand) {
	from, with := p.two()
	c.with, c.nth = with, 1
	flags := ""
	for ; p.at < len(p.text); p.at++ {
		switch f := p.text[p.at]; {
		case f == 'g':
			c.all = true
		case f == 'p':
			c.prints = true
		case f == 'i' || f == 'I':
			flags = "(?i)"
		case f >= '1' && f <= '9':
			c.nth = int(f - '0')
		default:
			c.re = p.regexp(from, flags)
			return
		}
	}
	c.re = p.regexp(from, flags)
}
