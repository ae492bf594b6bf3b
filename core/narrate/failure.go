package narrate

import (
	"strconv"
	"strings"
)

// Failure is an error that is told in every language. As an error it is its English
// sentence, which is what terminals print; Explain tells it to a viewer.
type Failure struct {
	id     string
	values []string // the names of placeholders, each with its value after it
	why    error    // that {why} stands for, or nil
}

// Fail returns the Failure with a text of the catalogue. What follows are names and
// values of its placeholders, in turn: Fail("bad.lacks", "key", "title"). Values are told
// as they are, but in Chinese: {names}, a list, has its commas, and what stands in
// quotation marks there has not those of Quoted besides.
//
// Neither this nor what helps it is inlined: it is called in a hundred places, which would
// make the program larger by 34 kB.
//
//go:noinline
func Fail(id string, values ...string) *Failure { return &Failure{id: id, values: values} }

// FailFor is Fail with an error that {why} stands for. It is told in the same language
// and found by errors.Is and errors.As.
//
//go:noinline
func FailFor(why error, id string, values ...string) *Failure { return &Failure{id, values, why} }

// Quoted is what somebody wrote, in the quotes of Go.
//
//go:noinline
func Quoted(text string) string { return strconv.Quote(text) }

func (f *Failure) Error() string { return f.In(English) }

// Unwrap returns the reason, or nil.
func (f *Failure) Unwrap() error { return f.why }

// In returns the sentence in a language.
func (f *Failure) In(lang Lang) string {
	args := make([]Arg, 0, 1+len(f.values)/2)
	for i := 0; i+1 < len(f.values); i += 2 {
		name, text := f.values[i], f.values[i+1]
		if lang == Chinese {
			text = inChinese(f.id, name, text)
		}
		args = append(args, Arg{name: name, kind: argVerbatim, text: text})
	}
	if f.why != nil {
		args = append(args, Arg{name: "why", kind: argVerbatim, text: Explain(lang, f.why)})
	}
	return Format(lang, f.id, args...)
}

// inChinese is a value as it stands in a Chinese text.
func inChinese(id, name, text string) string {
	if name == "names" {
		return strings.ReplaceAll(text, ", ", "、")
	}
	if n := len(text); n > 1 && text[0] == '"' && text[n-1] == '"' && strings.Contains(Text(Chinese, id), "“{"+name+"}”") {
		return text[1 : n-1]
	}
	return text
}

// Explain tells an error in a language, if it can be: one that has a method In, as Failure
// has. What else is an error says itself, which is in English.
func Explain(lang Lang, err error) string {
	if told, ok := err.(interface{ In(lang Lang) string }); ok && lang != English {
		return told.In(lang)
	}
	return err.Error()
}

// Failures are several errors that are told in a row.
type Failures []error

func (f Failures) Error() string { return f.In(English) }

// In returns them in a language.
func (f Failures) In(lang Lang) string {
	parts := make([]string, len(f))
	for i, err := range f {
		parts[i] = Explain(lang, err)
	}
	if lang == Chinese {
		return strings.Join(parts, "；")
	}
	return strings.Join(parts, "; ")
}
