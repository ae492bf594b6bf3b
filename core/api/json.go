package api

import (
	"strconv"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendJSONString writes a string as Go 1.19's encoding/json did, with which
// etcd 3.4 is built: HTML's three characters and U+2028, U+2029 escaped, \b
// and \f by number, bytes that are no UTF-8 as U+FFFD.
func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			b = appendJSONByte(b, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b = append(b, `\ufffd`...)
		case r == '\u2028' || r == '\u2029':
			b = append(b, `\u202`...)
			b = append(b, hexDigits[r&0xf])
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return append(b, '"')
}

func appendJSONByte(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	case '<', '>', '&':
	default:
		if c >= ' ' {
			return append(b, c)
		}
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
}

// jsonObject writes one JSON object field by field. Fields whose value is
// zero are the caller's to omit.
type jsonObject struct {
	b     []byte
	open  bool
	quote bool // 64-bit numbers as strings, as the gateway writes them
}

// key writes the name of the next field, with what stands before it.
func (o *jsonObject) key(name string) {
	if o.open {
		o.b = append(o.b, ',')
	} else {
		o.b = append(o.b, '{')
		o.open = true
	}
	o.b = append(o.b, '"')
	o.b = append(o.b, name...)
	o.b = append(o.b, '"', ':')
}

func (o *jsonObject) string(name, v string) {
	o.key(name)
	o.b = appendJSONString(o.b, v)
}

// uint writes a number that is not zero.
func (o *jsonObject) uint(name string, v uint64) {
	if v == 0 {
		return
	}
	o.key(name)
	o.mark()
	o.b = strconv.AppendUint(o.b, v, 10)
	o.mark()
}

// mark begins or ends a number that stands in quotation marks, where numbers do.
func (o *jsonObject) mark() {
	if o.quote {
		o.b = append(o.b, '"')
	}
}

// int writes a number that is not zero.
func (o *jsonObject) int(name string, v int64) {
	if v == 0 {
		return
	}
	o.key(name)
	o.mark()
	o.b = strconv.AppendInt(o.b, v, 10)
	o.mark()
}

// number writes a number, zero too.
func (o *jsonObject) number(name string, v int64) {
	o.key(name)
	o.b = strconv.AppendInt(o.b, v, 10)
}

func (o *jsonObject) bool(name string, v bool) {
	o.key(name)
	o.b = strconv.AppendBool(o.b, v)
}

// yes writes a boolean that is true.
func (o *jsonObject) yes(name string, v bool) {
	if v {
		o.key(name)
		o.b = append(o.b, "true"...)
	}
}

func (o *jsonObject) strings(name string, v []string) {
	o.key(name)
	o.b = append(o.b, '[')
	for i, s := range v {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.b = appendJSONString(o.b, s)
	}
	o.b = append(o.b, ']')
}

// object writes a field that is an object.
func (o *jsonObject) object(name string, fields func(in *jsonObject)) {
	o.key(name)
	in := jsonObject{b: o.b, quote: o.quote}
	fields(&in)
	o.b = in.end()
}

// list writes a list of n objects that is not empty.
func (o *jsonObject) list(name string, n int, fields func(in *jsonObject, i int)) {
	if n == 0 {
		return
	}
	o.key(name)
	for i := range n {
		o.b = append(o.b, "[,"[min(i, 1)])
		in := jsonObject{b: o.b, quote: o.quote}
		fields(&in, i)
		o.b = in.end()
	}
	o.b = append(o.b, ']')
}

// end closes the object and returns everything written.
func (o *jsonObject) end() []byte {
	if !o.open {
		o.b = append(o.b, '{')
	}
	return append(o.b, '}')
}
