package narrate

import (
	"strconv"
	"strings"
)

// Failure is an error that is told in every language. As an error it is its English
// sentence, which is what terminals print; Explain tells it to a viewer.
type Failure struct {
	id   string
	args []Arg
	why  error // that {why} stands for, or nil
}

// Fail returns the Failure with a text of the catalogue.
func Fail(id string, args ...Arg) error { return &Failure{id: id, args: args} }

// FailFor is Fail with an error that {why} stands for. It is told in the same language
// and found by errors.Is and errors.As.
func FailFor(why error, id string, args ...Arg) error { return &Failure{id, args, why} }

func (f *Failure) Error() string { return f.In(English) }

// Unwrap returns the reason, or nil.
func (f *Failure) Unwrap() error { return f.why }

// In returns the sentence in a language.
func (f *Failure) In(lang Lang) string {
	args := f.args
	if f.why != nil {
		args = append(args[:len(args):len(args)], Verbatim("why", Explain(lang, f.why)))
	}
	return Format(lang, f.id, args...)
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

// Verbatim is the value of {name} as it is: no quotation mark in it becomes one of print.
func Verbatim(name, text string) Arg { return Arg{name: name, kind: argVerbatim, text: text} }

// Digits is a number for {name} as programs print it, without marks between thousands.
func Digits(name string, n int) Arg { return Verbatim(name, strconv.Itoa(n)) }

// Quoted is what somebody wrote. English has it in the quotes of Go; a Chinese text has
// quotation marks of its own around {name}.
func Quoted(name, text string) Arg {
	return Arg{name: name, kind: argQuoted, text: strconv.Quote(text)}
}

// List is a list of names for {name}.
func List(name string, names []string) Arg {
	return Arg{name: name, kind: argList, text: strings.Join(names, ", ")}
}

// failureValue appends the value of an argument that only failures have.
func (f *filler) failureValue(a *Arg) {
	text := a.text
	switch {
	case f.lang != Chinese:
	case a.kind == argQuoted:
		text = text[1 : len(text)-1]
	case a.kind == argList:
		text = strings.ReplaceAll(text, ", ", "、")
	}
	f.join(text)
}
