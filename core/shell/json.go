package shell

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonValue is a JSON value as it was read: objects keep their order, numbers
// their digits.
type jsonValue struct {
	kind  byte   // 'n'ull, 'b'oolean, '0' a number, 's'tring, '[' or '{'
	text  string // of a string, a number or a boolean
	items []jsonValue
	names []string // of an object's items
}

// jsonReader reads JSON (RFC 8259).
type jsonReader struct {
	text  string
	at    int
	depth int
}

func (r *jsonReader) blanks() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

func (r *jsonReader) value() (v jsonValue, err error) {
	if r.depth++; r.depth > nestedMax {
		return v, fmt.Errorf("values are nested more than %d deep", nestedMax)
	}
	defer func() { r.depth-- }()
	r.blanks()
	if r.at >= len(r.text) {
		return v, fmt.Errorf("Unfinished JSON term")
	}
	switch c := r.text[r.at]; {
	case c == '{' || c == '[':
		return r.list(c)
	case c == '"':
		text, err := r.string()
		return jsonValue{kind: 's', text: text}, err
	}
	start := r.at
	for r.at < len(r.text) && strings.IndexByte("+-.", r.text[r.at]) >= 0 || r.at < len(r.text) && inClass("alnum", rune(r.text[r.at])) {
		r.at++
	}
	switch word := r.text[start:r.at]; word {
	case "null":
		return jsonValue{kind: 'n', text: word}, nil
	case "true", "false":
		return jsonValue{kind: 'b', text: word}, nil
	default:
		if _, err := strconv.ParseFloat(word, 64); err != nil || !(word[0] == '-' || word[0] >= '0' && word[0] <= '9') {
			return v, fmt.Errorf("Invalid literal at byte %d", start)
		}
		return jsonValue{kind: '0', text: word}, nil
	}
}

func (r *jsonReader) list(open byte) (jsonValue, error) {
	v := jsonValue{kind: open}
	end := open + 2
	for r.at++; ; {
		if r.blanks(); r.at < len(r.text) && r.text[r.at] == end {
			r.at++
			return v, nil
		}
		if len(v.items) > 0 {
			if r.at >= len(r.text) || r.text[r.at] != ',' {
				return v, fmt.Errorf("Expected separator between values at byte %d", r.at)
			}
			r.at++
			r.blanks()
		}
		if open == '{' {
			if r.at >= len(r.text) || r.text[r.at] != '"' {
				return v, fmt.Errorf("Object keys must be strings at byte %d", r.at)
			}
			name, err := r.string()
			if err != nil {
				return v, err
			}
			if r.blanks(); r.at >= len(r.text) || r.text[r.at] != ':' {
				return v, fmt.Errorf("Objects must consist of key:value pairs at byte %d", r.at)
			}
			r.at++
			v.names = append(v.names, name)
		}
		item, err := r.value()
		if err != nil {
			return v, err
		}
		v.items = append(v.items, item)
	}
}

func (r *jsonReader) string() (string, error) {
	var b strings.Builder
	for r.at++; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case '"':
			r.at++
			return b.String(), nil
		case '\\':
			if r.at++; r.at >= len(r.text) {
				return "", fmt.Errorf("Unfinished string")
			}
			if i := strings.IndexByte("bfnrt", r.text[r.at]); i >= 0 {
				b.WriteByte("\b\f\n\r\t"[i])
				continue
			}
			if r.text[r.at] != 'u' {
				b.WriteByte(r.text[r.at])
				continue
			}
			code := rune(0)
			for half := 0; half < 2; half++ {
				n, err := strconv.ParseUint(r.text[min(r.at+1, len(r.text)):min(r.at+5, len(r.text))], 16, 32)
				if err != nil {
					return "", fmt.Errorf("Invalid escape at byte %d", r.at)
				}
				r.at += 4
				if code == 0 && n>>10 == 0xd8>>2 && strings.HasPrefix(r.text[r.at+1:], `\u`) {
					code = rune(n)
					r.at += 2
					continue
				}
				if code != 0 {
					n = uint64(0x10000 + (code-0xd800)<<10 + (rune(n) - 0xdc00))
				}
				b.WriteRune(rune(n))
				break
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", fmt.Errorf("Unfinished string")
}

// write writes a value: on one line, or indented as jq does it.
func (v jsonValue) write(b *strings.Builder, indent int, compact bool) {
	newline := func(n int) {
		if !compact {
			b.WriteString("\n" + strings.Repeat("  ", n))
		}
	}
	switch v.kind {
	case 's':
		quoteJSON(b, v.text)
	case '[', '{':
		b.WriteByte(v.kind)
		for i, item := range v.items {
			if i > 0 {
				b.WriteByte(',')
			}
			newline(indent + 1)
			if v.kind == '{' {
				quoteJSON(b, v.names[i])
				b.WriteByte(':')
				if !compact {
					b.WriteByte(' ')
				}
			}
			item.write(b, indent+1, compact)
		}
		if len(v.items) > 0 {
			newline(indent)
		}
		b.WriteByte(v.kind + 2)
	default:
		b.WriteString(v.text)
	}
}

func quoteJSON(b *strings.Builder, text string) {
	b.WriteByte('"')
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch at := strings.IndexRune("\b\f\n\r\t\"\\", r); {
		case at >= 0:
			b.WriteString(`\` + `bfnrt"\`[at:at+1])
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		i += size
	}
	b.WriteByte('"')
}
