package shell

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// makeGrep is grep, with -E, -F, -P, -i, -v, -c, -n, -o, -q, -w, -x, -m, -e, -h, -H,
// -l, -s, and -A, -B, -C.
func makeGrep(args []string) (*tool, error) {
	given, operands, err := toolOptions(args, "EFGPivcnoqwxm:e:hHlsA:B:C:", map[string]byte{
		"extended-regexp": 'E', "fixed-strings": 'F', "perl-regexp": 'P', "ignore-case": 'i', "invert-match": 'v', "count": 'c', "line-number": 'n', "only-matching": 'o',
		"quiet": 'q', "silent": 'q', "word-regexp": 'w', "line-regexp": 'x', "max-count": 'm', "regexp": 'e', "no-filename": 'h',
		"files-with-matches": 'l', "line-buffered": 'h', "color": 'h', "after-context": 'A', "before-context": 'B', "context": 'C',
	})
	if err != nil {
		return nil, refuseTool(2, "%v\nUsage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.", err)
	}
	patterns := given['e']
	if len(patterns) == 0 {
		if len(operands) == 0 {
			return nil, refuseTool(2, "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.")
		}
		patterns, operands = operands[:1], operands[1:]
	}
	re, err := grepPattern(patterns, given, args[0])
	if err != nil {
		return nil, refuseTool(2, "grep: %v", err)
	}
	most, before, after := -1, 0, 0
	for _, n := range []struct {
		letters string
		into    *int
	}{{"m", &most}, {"CB", &before}, {"CA", &after}} {
		for _, c := range []byte(n.letters) {
			if text, ok := option(given, c); ok {
				if *n.into, err = strconv.Atoi(text); err != nil {
					return nil, refuseTool(2, "grep: invalid max count or context length argument ‘%s’", text)
				}
			}
		}
	}
	g := &grep{re: re, given: given, most: most, before: before, after: after, named: given['H'] != nil || len(operands) > 1 && given['h'] == nil}
	return &tool{files: operands, searches: true, silent: given['s'] != nil, line: g.line, file: g.file, end: func(_ context, f *filter) int { return btoi(f.n[1] == 0) }}, nil
}

// grepPattern makes one pattern of all.
func grepPattern(patterns []string, given map[byte][]string, name string) (*regexp.Regexp, error) {
	var all []string
	for _, p := range patterns {
		for _, line := range strings.Split(p, "\n") {
			switch {
			case given['F'] != nil || name == "fgrep":
				line = regexp.QuoteMeta(line)
			case given['E'] == nil && given['P'] == nil && name != "egrep":
				line = basicPattern(line)
			}
			all = append(all, "(?:"+line+")")
		}
	}
	text := strings.Join(all, "|")
	if given['w'] != nil {
		text = `(?:^|\b)(?:` + text + `)(?:\b|$)`
	}
	if given['x'] != nil {
		text = "^(?:" + text + ")$"
	}
	if given['i'] != nil {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("the pattern is not understood: %w", err)
	}
	if given['P'] == nil {
		re.Longest()
	}
	return re, nil
}

// basicPattern rewrites a basic regular expression (IEEE 1003.1, 9.3, with
// GNU's \+, \? and \|) as an extended one.
func basicPattern(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text):
			i++
			if strings.IndexByte("(){}|+?", text[i]) >= 0 {
				b.WriteByte(text[i])
			} else {
				b.WriteString(text[i-1 : i+1])
			}
		case strings.IndexByte("(){}|+?", c) >= 0:
			b.WriteString("\\" + string(c))
		case c == '*' && (i == 0 || strings.HasSuffix(text[:i], `\(`) || strings.HasSuffix(text[:i], `\|`) || text[:i] == "^"):
			b.WriteString(`\*`)
		case c == '[':
			end := i + 1
			if end < len(text) && text[end] == '^' {
				end++
			}
			if end < len(text) && text[end] == ']' {
				end++
			}
			for end < len(text) && text[end] != ']' {
				if strings.HasPrefix(text[end:], "[:") {
					if n := strings.Index(text[end:], ":]"); n > 0 {
						end += n + 1
					}
				}
				end++
			}
			b.WriteString(strings.ReplaceAll(text[i:min(end+1, len(text))], `\`, `\\`))
			i = end
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// grep is what grep was asked for.
type grep struct {
	re            *regexp.Regexp
	given         map[byte][]string
	most          int // -1: all
	before, after int
	named         bool
}

// line prints a line that matches. Of the filter's counters the first counts
// the lines of this file that matched, the second all, the third is up to
// which line context is printed, the fourth the last line printed.
func (g *grep) line(x context, f *filter, line string, _ bool) bool {
	if g.most == 0 || g.most > 0 && f.n[0] >= g.most {
		return len(f.tool.files) > 1
	}
	quiet := g.given['q'] != nil || g.given['c'] != nil || g.given['l'] != nil
	if g.re.MatchString(line) == (g.given['v'] != nil) {
		switch {
		case quiet:
		case f.lines <= f.n[2]:
			g.print(x, f, f.lines, line, "-")
		case g.before > 0:
			if !f.hold(x, line) {
				return false
			}
			if len(f.held) > g.before {
				f.heldSize -= len(f.held[0]) + 16
				f.held = f.held[1:]
			}
		}
		return true
	}
	f.n[0]++
	f.n[1]++
	if g.given['q'] != nil {
		return false
	}
	if !quiet {
		if (g.before > 0 || g.after > 0) && f.n[3] > 0 && f.lines-len(f.held) > f.n[3]+1 {
			x.print(1, "--\n")
		}
		for i, held := range f.held {
			g.print(x, f, f.lines-len(f.held)+i, held, "-")
		}
		f.held, f.heldSize = nil, 0
		if g.given['o'] == nil || g.given['v'] != nil {
			g.print(x, f, f.lines, line, ":")
		} else {
			for _, found := range g.re.FindAllString(line, -1) {
				if found != "" {
					g.print(x, f, f.lines, found, ":")
				}
			}
		}
		f.n[2] = f.lines + g.after
	}
	return !(g.most > 0 && f.n[0] >= g.most && g.after == 0) || len(f.tool.files) > 1 || g.given['c'] != nil
}

func (g *grep) print(x context, f *filter, number int, line, sign string) {
	text := ""
	if g.named {
		text = g.name(f) + sign
	}
	if g.given['n'] != nil {
		text += strconv.Itoa(number) + sign
	}
	x.print(1, text+line+"\n")
	f.n[3] = number
}

func (g *grep) name(f *filter) string {
	if f.at > 0 && f.at <= len(f.tool.files) {
		return f.tool.files[f.at-1]
	}
	return "(standard input)"
}

func (g *grep) file(x context, f *filter, _ string) {
	name := g.name(f)
	switch {
	case g.given['q'] != nil:
	case g.given['l'] != nil:
		if f.n[0] > 0 {
			x.print(1, name+"\n")
		}
	case g.given['c'] != nil:
		text := strconv.Itoa(f.n[0]) + "\n"
		if g.named {
			text = name + ":" + text
		}
		x.print(1, text)
	}
	f.n[0], f.n[2], f.n[3], f.lines, f.held = 0, 0, 0, 0, nil
}
