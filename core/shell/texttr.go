package shell

import (
	"fmt"
	"slices"
	"strings"
)

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
	text, _ = unescape(text, printfEscape)
	for i := 0; i < len(text); i++ {
		if name, _, ok := strings.Cut(text[i:], ":]"); ok && strings.HasPrefix(name, "[:") {
			for c := range 256 {
				if inClass(name[2:], rune(c)) {
					out = append(out, byte(c))
				}
			}
			i += len(name) + 1
			continue
		}
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
