package narrate

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"raftarium/core/sim"
)

// A text has placeholders in braces:
//
//	{name}            the value
//	{name|vote|votes} one of two words, by whether the value is the number 1
//	{name#}           the number as a word, up to twelve: "three", 三
//
// In Chinese a space is put between a value and its neighbour where Han meets
// Latin letters or digits, and taken away where Han meets Han.

// Arg is the value of a placeholder.
type Arg struct {
	name string
	kind argKind
	n, m uint64
	text string
}

type argKind uint8

const (
	argText     argKind = iota // text
	argNumber                  // n
	argSpan                    // n, a sim.Time
	argNode                    // n, a sim.Node; text if it has no name
	argServer                  // n, a raft.ID
	argPayload                 // n, a raft.Payload
	argRange                   // the entries from n to m
	argLog                     // a log with the last index n, of term m
	argPhrase                  // text is the id of a phrase without placeholders of its own
	argRule                    // n, a raft.Rule
	argVerbatim                // text, as it is
)

// Str is the value of {name}, as it is.
func Str(name, text string) Arg { return Arg{name: name, text: text} }

// Num is the number that {name} stands for; not negative.
func Num(name string, n int) Arg { return Arg{name: name, kind: argNumber, n: uint64(max(0, n))} }

// Span is a span of time for {name}, as in "197 ms".
func Span(name string, t sim.Time) Arg { return Arg{name: name, kind: argSpan, n: uint64(t)} }

// Format returns a text with its placeholders filled in. A placeholder without
// a value stays as it is.
func Format(lang Lang, id string, args ...Arg) string {
	return string(Append(nil, lang, id, args...))
}

// Append is Format that writes into a buffer, whose room it uses and whose content is
// lost, for whom makes the same texts again and again.
func Append(buf []byte, lang Lang, id string, args ...Arg) []byte {
	f := filler{lang: lang, args: args, buf: buf[:0]}
	f.fill(Text(lang, id))
	return f.buf
}

// filler fills a text in.
type filler struct {
	lang  Lang
	names Names
	self  string // the name of whom the text is about
	args  []Arg
	buf   []byte

	room    int // how long what people typed may be; 0: as long as it is
	longest int // how long it was

	scratch [24]byte // for a number
}

func (f *filler) fill(text string) {
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		end += open
		f.join(text[:open])
		if !f.place(text[open+1 : end]) {
			f.join(text[open : end+1])
		}
		text = text[end+1:]
	}
	f.join(text)
}

// place appends the value of one placeholder and reports whether it has one.
func (f *filler) place(inner string) bool {
	name, forms, plural := strings.Cut(inner, "|")
	name, word := strings.CutSuffix(name, "#")
	for i := range f.args {
		a := &f.args[i]
		if a.name != name {
			continue
		}
		switch {
		case plural:
			one, many, _ := strings.Cut(forms, "|")
			if a.n == 1 {
				many = one
			}
			f.join(many)
		case word:
			f.join(numberWord(f.lang, a.n))
		default:
			f.value(a)
		}
		return true
	}
	return false
}

// join appends text, in Chinese with a space where scripts meet and none
// within Han.
func (f *filler) join(text string) {
	if f.lang == Chinese && len(f.buf) > 0 && len(text) > 0 {
		last, size := utf8.DecodeLastRune(f.buf)
		first, _ := utf8.DecodeRuneInString(text)
		switch {
		case isHan(last) && isLatin(first), isLatin(last) && isHan(first):
			f.buf = append(f.buf, ' ')
		case isHan(last) && first == ' ':
			if next, _ := utf8.DecodeRuneInString(text[1:]); isHan(next) {
				text = text[1:]
			}
		case last == ' ' && isHan(first):
			if before, _ := utf8.DecodeLastRune(f.buf[:len(f.buf)-size]); isHan(before) {
				f.buf = f.buf[:len(f.buf)-size]
			}
		}
	}
	f.buf = append(f.buf, text...)
}

func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

// isLatin reports whether r stands apart from Han. Quotation marks and braces
// of what was typed do.
func isLatin(r rune) bool {
	return r > ' ' && r < 0x7f && r != ':' || r == '…' || r == '§'
}

var words = [langs][13]string{
	English: {"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"},
	Chinese: {"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"},
}

// numberWord writes small numbers as words, as a book does. The Chinese ones
// stand before a measure word.
func numberWord(lang Lang, n uint64) string {
	if n < uint64(len(words[lang])) {
		return words[lang][n]
	}
	return string(appendNumber(nil, n))
}

// appendNumber writes a number with its thousands parted: "1,184".
func appendNumber(buf []byte, n uint64) []byte {
	if n < 1000 {
		return strconv.AppendUint(buf, n, 10)
	}
	buf = append(appendNumber(buf, n/1000), ',')
	rest := n % 1000
	return append(buf, byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
}

// appendSpan writes a span as a person says it: one decimal below 10 ms, whole
// milliseconds below 10 s, then seconds.
func appendSpan(buf []byte, t sim.Time) []byte {
	tenths := func(t, unit sim.Time, name string) []byte {
		n := uint64((t + unit/20) / (unit / 10))
		buf = appendNumber(buf, n/10)
		if n%10 != 0 {
			buf = append(buf, '.', byte('0'+n%10))
		}
		return append(buf, name...)
	}
	switch {
	case t < 0:
		return append(buf, "0 ms"...)
	case t < 10*sim.Millisecond:
		return tenths(t, sim.Millisecond, " ms")
	case t < 10*sim.Second:
		return append(appendNumber(buf, uint64((t+sim.Millisecond/2)/sim.Millisecond)), " ms"...)
	}
	return tenths(t, sim.Second, " s")
}

// clip shortens what somebody typed: to its first line, and to at most most
// characters, of which the last is then an ellipsis.
func clip(s string, most int) string {
	cut := false
	if end := strings.IndexAny(s, "\r\n"); end >= 0 {
		s, cut = s[:end], true
	}
	seen := 0
	for i := range s {
		if seen == most-1 && (cut || utf8.RuneCountInString(s[i:]) > 1) {
			return s[:i] + "…"
		}
		seen++
	}
	if cut {
		return s + "…"
	}
	return s
}
