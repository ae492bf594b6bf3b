package shell

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// textTools are the text tools that are there. They answer as GNU's do.
func textTools() map[string]func(args []string) (*tool, error) {
	return map[string]func(args []string) (*tool, error){
		"awk": makeAwk, "base64": makeBase64, "cat": makeCat, "cut": makeCut, "egrep": makeGrep, "fgrep": makeGrep, "grep": makeGrep,
		"head": makeHead, "jq": makeJQ, "sed": makeSed, "sort": makeSort, "tac": makeTac, "tail": makeTail, "tee": makeTee,
		"tr": makeTr, "uniq": makeUniq, "wc": makeWC, "xargs": makeXargs,
	}
}

// line is a line as it is printed.
func lineText(line string, ended bool) string {
	if ended {
		return line + "\n"
	}
	return line
}

// makeCat is cat.
func makeCat(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "nu", nil)
	if err != nil {
		return nil, err
	}
	t := &tool{files: files, bytes: given['n'] == nil}
	t.line = func(x context, f *filter, line string, ended bool) bool {
		if t.bytes {
			x.print(1, line)
		} else {
			x.print(1, fmt.Sprintf("%6d\t%s", f.lines, lineText(line, ended)))
		}
		return true
	}
	return t, nil
}

// makeTee is tee. It writes into its files what it prints.
func makeTee(args []string) (*tool, error) {
	given, names, err := toolOptions(args, "a", map[string]byte{"append": 'a'})
	if err != nil {
		return nil, err
	}
	return &tool{bytes: true,
		line: func(x context, f *filter, text string, _ bool) bool {
			openTee(x, f, names, given['a'] != nil)
			x.print(1, text)
			for _, name := range names {
				if err := x.files.add(name, text); err != nil {
					x.print(2, "tee: "+name+": "+err.Error()+"\n")
				}
			}
			return true
		},
		end: func(x context, f *filter) int {
			openTee(x, f, names, given['a'] != nil)
			return f.n[1]
		},
	}, nil
}

// openTee makes tee's files, once.
func openTee(x context, f *filter, names []string, keep bool) {
	if f.n[0] > 0 {
		return
	}
	f.n[0] = 1
	for _, name := range names {
		if name == "/dev/null" {
			continue
		}
		if err := x.files.create(name, keep); err != nil {
			x.print(2, "tee: "+name+": "+err.Error()+"\n")
			f.n[1] = 1
		}
	}
}

// countArgument reads the number of lines or bytes of head and tail.
func countArgument(args []string, what string) (given map[byte][]string, files []string, n int, sign string, err error) {
	args = slices.Clone(args)
	if len(args) > 1 && len(args[1]) > 1 && args[1][0] == '-' && digits(args[1][1:]) {
		args[1] = "-n" + args[1][1:]
	}
	given, files, err = toolOptions(args, "n:c:fq", map[string]byte{"lines": 'n', "bytes": 'c', "follow": 'f', "quiet": 'q'})
	if err != nil {
		return
	}
	text, unit := "10", "lines"
	if v, ok := option(given, 'n'); ok {
		text = v
	} else if v, ok := option(given, 'c'); ok {
		text, unit = v, "bytes"
	}
	if text != "" && strings.IndexByte("+-", text[0]) >= 0 {
		sign = text[:1]
	}
	n, bad := strconv.Atoi(strings.TrimPrefix(text, sign))
	if bad != nil || !digits(strings.TrimPrefix(text, sign)) {
		err = fmt.Errorf("%s: invalid number of %s: ‘%s’", args[0], unit, text)
	}
	if len(files) > 1 && err == nil {
		err = fmt.Errorf("%s: more than one file is not there yet", args[0])
	}
	return
}

func makeHead(args []string) (*tool, error) {
	given, files, n, sign, err := countArgument(args, "head")
	if err == nil && given['f'] != nil {
		err = fmt.Errorf("head: invalid option -- 'f'")
	}
	if err != nil {
		return nil, err
	}
	t := &tool{files: files}
	switch _, inBytes := option(given, 'c'); {
	case inBytes && sign == "-":
		return nil, fmt.Errorf("head: -c -N is not there yet")
	case inBytes:
		t.bytes = true
		t.line = func(x context, f *filter, text string, _ bool) bool {
			text = text[:min(len(text), n-f.n[0])]
			x.print(1, text)
			f.n[0] += len(text)
			return f.n[0] < n
		}
	case sign == "-":
		t.line = func(x context, f *filter, line string, ended bool) bool {
			if !f.hold(x, lineText(line, ended)) {
				return false
			}
			if len(f.held) > n {
				x.print(1, f.held[0])
				f.heldSize -= len(f.held[0]) + 16
				f.held = f.held[1:]
			}
			return true
		}
	default:
		t.line = func(x context, f *filter, line string, ended bool) bool {
			if f.lines <= n {
				x.print(1, lineText(line, ended))
			}
			return f.lines < n
		}
	}
	return t, nil
}

func makeTail(args []string) (*tool, error) {
	given, files, n, sign, err := countArgument(args, "tail")
	if err != nil {
		return nil, err
	}
	if given['f'] != nil {
		return nil, fmt.Errorf("tail: -f is not there yet")
	}
	if _, inBytes := option(given, 'c'); inBytes {
		return &tool{files: files, bytes: true,
			line: func(x context, f *filter, text string, _ bool) bool { return f.hold(x, text) },
			end: func(x context, f *filter) int {
				text := strings.Join(f.held, "")
				if sign == "+" {
					x.print(1, text[min(len(text), max(n-1, 0)):])
				} else {
					x.print(1, text[max(0, len(text)-n):])
				}
				return 0
			}}, nil
	}
	if sign == "+" {
		return &tool{files: files, line: func(x context, f *filter, line string, ended bool) bool {
			if f.lines >= n {
				x.print(1, lineText(line, ended))
			}
			return true
		}}, nil
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, ended bool) bool {
			ok := f.hold(x, lineText(line, ended))
			for len(f.held) > n {
				f.heldSize -= len(f.held[0]) + 16
				f.held = f.held[1:]
			}
			return ok
		},
		end: func(x context, f *filter) int {
			x.print(1, strings.Join(f.held, ""))
			return 0
		}}, nil
}

func makeTac(args []string) (*tool, error) {
	_, files, err := toolOptions(args, "", nil)
	if err != nil {
		return nil, err
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, ended bool) bool { return f.hold(x, lineText(line, ended)) },
		end: func(x context, f *filter) int {
			lines := slices.Clone(f.held)
			slices.Reverse(lines)
			x.print(1, strings.Join(lines, ""))
			return 0
		}}, nil
}

func makeWC(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "lwcm", map[string]byte{"lines": 'l', "words": 'w', "bytes": 'c', "chars": 'm'})
	if err != nil {
		return nil, err
	}
	show := func(x context, n [4]int, name string, width int) {
		var parts []string
		for i, c := range []byte("lwmc") {
			if given[c] != nil || len(given) == 0 && c != 'm' {
				parts = append(parts, fmt.Sprintf("%*d", width, n[i]))
			}
		}
		if name != "" {
			parts = append(parts, name)
		}
		x.print(1, strings.Join(parts, " ")+"\n")
	}
	t := &tool{files: files, bytes: true}
	// n counts lines, words, characters and bytes; a word that is not at its
	// end yet is kept as a held line.
	t.line = func(x context, f *filter, text string, _ bool) bool {
		f.n[3] += len(text)
		for i := 0; i < len(text); i++ {
			c := text[i]
			f.n[0] += btoi(c == '\n')
			f.n[2] += btoi(c&0xc0 != 0x80)
			if blank := c == ' ' || c >= '\t' && c <= '\r'; blank {
				f.held = nil
			} else if f.held == nil {
				f.held = []string{""}
				f.n[1]++
			}
		}
		return true
	}
	if len(files) > 0 {
		t.file = func(x context, f *filter, name string) {
			data, _ := x.files.read(name)
			width := len(strconv.Itoa(len(data)))
			if len(files) > 1 || len(given) == 1 {
				width = 0
			}
			show(x, f.n, name, width)
			f.n, f.held = [4]int{}, nil
		}
		if len(files) > 1 {
			return nil, fmt.Errorf("wc: more than one file is not there yet; cat joins them")
		}
		return t, nil
	}
	t.end = func(x context, f *filter) int {
		width := 7
		if len(given) == 1 {
			width = 0
		}
		show(x, f.n, "", width)
		return 0
	}
	return t, nil
}

func makeUniq(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "cdui", map[string]byte{"count": 'c', "repeated": 'd', "unique": 'u', "ignore-case": 'i'})
	if err != nil {
		return nil, err
	}
	if len(files) > 1 {
		return nil, fmt.Errorf("uniq: writing to a file is not there yet; > is")
	}
	flush := func(x context, f *filter) {
		if n := f.n[0]; n > 0 && !(given['d'] != nil && n == 1) && !(given['u'] != nil && n > 1) {
			text := f.held[0] + "\n"
			if given['c'] != nil {
				text = fmt.Sprintf("%7d %s", n, text)
			}
			x.print(1, text)
		}
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, _ bool) bool {
			if f.n[0] > 0 && (f.held[0] == line || given['i'] != nil && strings.EqualFold(f.held[0], line)) {
				f.n[0]++
				return true
			}
			flush(x, f)
			f.held, f.n[0] = []string{line}, 1
			return true
		},
		end: func(x context, f *filter) int {
			flush(x, f)
			return 0
		}}, nil
}

func makeSort(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "nrufk:t:sVhb", map[string]byte{
		"numeric-sort": 'n', "reverse": 'r', "unique": 'u', "ignore-case": 'f', "key": 'k', "field-separator": 't', "stable": 's', "version-sort": 'V',
	})
	if err != nil {
		return nil, refuseTool(2, "%v", err)
	}
	if given['V'] != nil || given['h'] != nil {
		return nil, refuseTool(2, "sort: -V and -h are not there yet")
	}
	separator, separated := option(given, 't')
	if separated && len(separator) != 1 {
		return nil, refuseTool(2, "sort: multi-character tab ‘%s’", separator)
	}
	var keys []sortKey
	for _, text := range given['k'] {
		k, ok := parseSortKey(text)
		if !ok {
			return nil, refuseTool(2, "sort: the key ‘%s’ is not understood: it is as in 2, 2,3 or 2nr", text)
		}
		if !k.numeric && !k.reverse && !k.fold {
			k.numeric, k.reverse, k.fold = given['n'] != nil, given['r'] != nil, given['f'] != nil
		}
		keys = append(keys, k)
	}
	whole := len(keys) == 0
	if whole {
		keys = []sortKey{{numeric: given['n'] != nil, reverse: given['r'] != nil, fold: given['f'] != nil}}
	}
	compare := func(a, b string) int {
		for _, k := range keys {
			if c := k.compare(a, b, separator); c != 0 {
				return c
			}
		}
		return 0
	}
	return &tool{files: files,
		line: func(x context, f *filter, line string, _ bool) bool { return f.hold(x, line) },
		end: func(x context, f *filter) int {
			lines := slices.Clone(f.held)
			slices.SortStableFunc(lines, func(a, b string) int {
				c := compare(a, b)
				if c == 0 && given['u'] == nil && given['s'] == nil {
					if c = strings.Compare(a, b); given['r'] != nil {
						c = -c
					}
				}
				return c
			})
			if given['u'] != nil {
				lines = slices.CompactFunc(lines, func(a, b string) bool { return compare(a, b) == 0 })
			}
			if len(lines) > 0 {
				x.print(1, strings.Join(lines, "\n")+"\n")
			}
			return 0
		}}, nil
}

// sortKey is a part of a line that is compared: from and to are numbers of
// fields, 0 for all that there is.
type sortKey struct {
	from, to               int
	numeric, reverse, fold bool
}

func parseSortKey(text string) (k sortKey, ok bool) {
	from, to, two := strings.Cut(text, ",")
	for i, part := range []*string{&from, &to} {
		if i == 1 && !two {
			break
		}
		for n := len(*part); n > 0 && strings.IndexByte("nrfb", (*part)[n-1]) >= 0; n-- {
			k.numeric = k.numeric || (*part)[n-1] == 'n'
			k.reverse = k.reverse || (*part)[n-1] == 'r'
			k.fold = k.fold || (*part)[n-1] == 'f'
			*part = (*part)[:n-1]
		}
	}
	var err, errTo error
	k.from, err = strconv.Atoi(from)
	if two {
		k.to, errTo = strconv.Atoi(to)
	}
	return k, err == nil && errTo == nil && k.from > 0 && (!two || k.to > 0)
}

func (k sortKey) of(line, separator string) string {
	if k.from == 0 {
		return line
	}
	// Without a separator a field begins with the blanks before it.
	at, field, start, end := 0, 1, -1, len(line)
	if k.from == 1 {
		start = 0
	}
	for at < len(line) {
		if separator != "" {
			if line[at] != separator[0] {
				at++
				continue
			}
			if field == k.to {
				end = at
				break
			}
			at++
		} else {
			for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
				at++
			}
			for at < len(line) && line[at] != ' ' && line[at] != '\t' {
				at++
			}
			if field == k.to {
				end = at
				break
			}
			if at == len(line) {
				break
			}
		}
		if field++; field == k.from {
			start = at
		}
	}
	if start < 0 || start > end {
		return ""
	}
	return line[start:end]
}

func (k sortKey) compare(a, b, separator string) int {
	a, b = k.of(a, separator), k.of(b, separator)
	c := 0
	switch {
	case k.numeric:
		c = cmp.Compare(leadingNumber(a), leadingNumber(b))
	case k.fold:
		c = strings.Compare(strings.ToUpper(a), strings.ToUpper(b))
	default:
		c = strings.Compare(a, b)
	}
	if k.reverse {
		return -c
	}
	return c
}

// leadingNumber is the number that a text begins with, or 0.
func leadingNumber(text string) float64 {
	text = strings.TrimLeft(text, " \t")
	n := 0
	if n < len(text) && (text[n] == '-' || text[n] == '+') {
		n++
	}
	dot := false
	for n < len(text) && (text[n] >= '0' && text[n] <= '9' || text[n] == '.' && !dot) {
		dot = dot || text[n] == '.'
		n++
	}
	v, _ := strconv.ParseFloat(text[:n], 64)
	return v
}

func makeCut(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "d:f:c:b:s", map[string]byte{"delimiter": 'd', "fields": 'f', "characters": 'c', "bytes": 'b', "only-delimited": 's'})
	if err != nil {
		return nil, err
	}
	delimiter, set := option(given, 'd')
	if !set {
		delimiter = "\t"
	}
	fields, byField := option(given, 'f')
	text := fields
	for _, c := range []byte("cb") {
		if v, ok := option(given, c); ok {
			text = v
		}
	}
	ranges, ok := parseRanges(text)
	switch {
	case text == "":
		return nil, fmt.Errorf("cut: you must specify a list of bytes, characters, or fields")
	case len(delimiter) != 1:
		return nil, fmt.Errorf("cut: the delimiter must be a single character")
	case !ok:
		return nil, fmt.Errorf("cut: invalid field value ‘%s’", text)
	}
	inRanges := func(n int) bool {
		return slices.ContainsFunc(ranges, func(r [2]int) bool { return r[0] <= n && (n <= r[1] || r[1] == 0) })
	}
	return &tool{files: files, line: func(x context, f *filter, line string, _ bool) bool {
		var parts []string
		join := ""
		if byField {
			if !strings.Contains(line, delimiter) {
				if given['s'] == nil {
					x.print(1, line+"\n")
				}
				return true
			}
			join = delimiter
			for i, part := range strings.Split(line, delimiter) {
				if inRanges(i + 1) {
					parts = append(parts, part)
				}
			}
		} else {
			for i := range len(line) {
				if inRanges(i + 1) {
					parts = append(parts, line[i:i+1])
				}
			}
		}
		x.print(1, strings.Join(parts, join)+"\n")
		return true
	}}, nil
}

// parseRanges reads 1,3-5,7-: pairs of the first and last number, 0 for no
// last.
func parseRanges(text string) (ranges [][2]int, ok bool) {
	for _, part := range strings.Split(text, ",") {
		from, to, span := strings.Cut(part, "-")
		r := [2]int{1, 0}
		var err, errTo error
		if from != "" {
			r[0], err = strconv.Atoi(from)
		}
		if to != "" {
			r[1], errTo = strconv.Atoi(to)
		}
		if !span {
			r[1] = r[0]
		}
		if err != nil || errTo != nil || r[0] < 1 || part == "-" || part == "" {
			return nil, false
		}
		ranges = append(ranges, r)
	}
	return ranges, true
}

func makeTr(args []string) (*tool, error) {
	given, sets, err := toolOptions(args, "dscC", map[string]byte{"delete": 'd', "squeeze-repeats": 's', "complement": 'c'})
	if err != nil {
		return nil, err
	}
	remove, squeeze, others := given['d'] != nil, given['s'] != nil, given['c'] != nil || given['C'] != nil
	switch {
	case len(sets) == 0:
		return nil, fmt.Errorf("tr: missing operand")
	case len(sets) == 1 && !remove && !squeeze:
		return nil, fmt.Errorf("tr: missing operand after ‘%s’\nTwo strings must be given when translating.", sets[0])
	}
	from := expandSet(sets[0])
	if others {
		var rest []byte
		for c := range 256 {
			if !slices.Contains(from, byte(c)) {
				rest = append(rest, byte(c))
			}
		}
		from = rest
	}
	to := from
	if len(sets) > 1 {
		to = expandSet(sets[1])
	}
	return &tool{bytes: true, line: func(x context, f *filter, text string, _ bool) bool {
		var b strings.Builder
		for i := range len(text) {
			c := text[i]
			at := slices.Index(from, c)
			if at >= 0 && remove {
				continue
			}
			squeezed := at >= 0
			if at >= 0 && len(sets) > 1 && !remove && len(to) > 0 {
				c = to[min(at, len(to)-1)]
			} else if len(sets) > 1 {
				squeezed = slices.Contains(to, c)
			}
			if squeeze && squeezed && f.n[0] == int(c)+1 {
				continue
			}
			f.n[0] = int(c) + 1
			b.WriteByte(c)
		}
		x.print(1, b.String())
		return true
	}}, nil
}

// expandSet writes out a set of tr: ranges, classes and escapes.
func expandSet(text string) []byte {
	var out []byte
	if name, ok := strings.CutPrefix(text, "[:"); ok && strings.HasSuffix(name, ":]") {
		for c := range 256 {
			if inClass(strings.TrimSuffix(name, ":]"), rune(c)) {
				out = append(out, byte(c))
			}
		}
		return out
	}
	text, _ = unescape(text, printfEscape)
	for i := 0; i < len(text); i++ {
		if i+2 < len(text) && text[i+1] == '-' && text[i+2] >= text[i] {
			for c := int(text[i]); c <= int(text[i+2]); c++ {
				out = append(out, byte(c))
			}
			i += 2
			continue
		}
		out = append(out, text[i])
	}
	return out
}

func makeBase64(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "dw:i", map[string]byte{"decode": 'd', "wrap": 'w', "ignore-garbage": 'i'})
	if err != nil {
		return nil, err
	}
	width := 76
	if text, ok := option(given, 'w'); ok {
		if width, err = strconv.Atoi(text); err != nil || width < 0 {
			return nil, fmt.Errorf("base64: invalid wrap size: ‘%s’", text)
		}
	}
	return &tool{files: files, bytes: true,
		line: func(x context, f *filter, text string, _ bool) bool { return f.hold(x, text) },
		end: func(x context, f *filter) int {
			text := strings.Join(f.held, "")
			if given['d'] != nil {
				out, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(text, "\n", ""))
				x.print(1, string(out))
				if err != nil {
					x.print(2, "base64: invalid input\n")
					return 1
				}
				return 0
			}
			out := base64.StdEncoding.EncodeToString([]byte(text))
			for width > 0 && len(out) > width {
				x.print(1, out[:width]+"\n")
				out = out[width:]
			}
			if out != "" {
				x.print(1, lineText(out, width > 0))
			}
			return 0
		}}, nil
}
