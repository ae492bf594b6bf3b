package lab

import (
	"strconv"
	"unicode/utf8"
)

// jsonWriter writes JSON in the order in which it is told to, without
// reflection: the bytes are the same everywhere.
type jsonWriter struct {
	buf   []byte
	comma bool
}

func (j *jsonWriter) open(c byte) {
	j.buf = append(j.buf, c)
	j.comma = false
}

func (j *jsonWriter) close(c byte) {
	j.buf = append(j.buf, c)
	j.comma = true
}

// element begins the next element of a list.
func (j *jsonWriter) element() *jsonWriter {
	if j.comma {
		j.buf = append(j.buf, ',')
	}
	j.comma = false
	return j
}

// key begins the next field of an object.
func (j *jsonWriter) key(name string) *jsonWriter {
	j.element()
	j.string(name)
	j.buf = append(j.buf, ':')
	j.comma = false
	return j
}

func (j *jsonWriter) raw(b []byte) {
	j.buf = append(j.buf, b...)
	j.comma = true
}

func (j *jsonWriter) number(n uint64) {
	j.buf = strconv.AppendUint(j.buf, n, 10)
	j.comma = true
}

func (j *jsonWriter) boolean(b bool) {
	j.buf = strconv.AppendBool(j.buf, b)
	j.comma = true
}

func (j *jsonWriter) text(s string) {
	j.string(s)
	j.comma = true
}

const hexDigits = "0123456789abcdef"

// string writes a string with the escapes of RFC 8259. What is no UTF-8
// becomes U+FFFD.
func (j *jsonWriter) string(s string) {
	j.buf = append(j.buf, '"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			j.buf = append(j.buf, '\\', byte(r))
		case r == '\n':
			j.buf = append(j.buf, '\\', 'n')
		case r == '\t':
			j.buf = append(j.buf, '\\', 't')
		case r < 0x20:
			j.buf = append(j.buf, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		case r == utf8.RuneError:
			_, size := utf8.DecodeRuneInString(s[i:])
			if size == 1 {
				j.buf = append(j.buf, "\ufffd"...)
				continue
			}
			fallthrough
		default:
			j.buf = utf8.AppendRune(j.buf, r)
		}
	}
	j.buf = append(j.buf, '"')
}
