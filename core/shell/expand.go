package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The bounds of variables.
const (
	variablesMax     = 1000
	variableBytesMax = 1 << 16
)

// variable is a variable of a terminal.
type variable struct {
	name, value string
	exported    bool
}

// variables are a terminal's, sorted by name. A list is not changed once made,
// so that clones share it.
type variables []variable

func (v variables) find(name string) (int, bool) {
	return slices.BinarySearchFunc(v, name, func(x variable, name string) int { return strings.Compare(x.name, name) })
}

func (v variables) get(name string) string {
	if i, ok := v.find(name); ok {
		return v[i].value
	}
	return ""
}

// with returns the variables with one set. A variable that was exported stays
// so.
func (v variables) with(name, value string, export bool) (variables, error) {
	if len(value) > variableBytesMax {
		return v, fmt.Errorf("the value of %s is longer than %d bytes", name, variableBytesMax)
	}
	i, ok := v.find(name)
	out := slices.Clone(v)
	if ok {
		out[i].value = value
		out[i].exported = out[i].exported || export
		return out, nil
	}
	if len(v) == variablesMax {
		return v, fmt.Errorf("there is room for %d variables", variablesMax)
	}
	return slices.Insert(out, i, variable{name, value, export}), nil
}

// expander turns words into arguments.
type expander struct {
	vars variables
	code int
}

func (e expander) parameter(name string) string {
	if name == "?" {
		return strconv.Itoa(e.code)
	}
	return e.vars.get(name)
}

// text expands a word without splitting it, as in an assignment.
func (e expander) text(w word) string {
	var b strings.Builder
	for _, p := range w {
		if p.param {
			b.WriteString(e.parameter(p.text))
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// fields expands words. What an unquoted variable holds is split at blanks,
// and a word that only such variables make, and that is empty, is none.
func (e expander) fields(words []word) []string {
	var out []string
	for _, w := range words {
		var field strings.Builder
		begun := false
		end := func() {
			if begun {
				out = append(out, field.String())
			}
			field.Reset()
			begun = false
		}
		for _, p := range w {
			switch {
			case !p.param:
				field.WriteString(p.text)
				begun = true
			case p.quoted:
				field.WriteString(e.parameter(p.text))
				begun = true
			default:
				for _, c := range []byte(e.parameter(p.text)) {
					if c == ' ' || c == '\t' || c == '\n' {
						end()
						continue
					}
					field.WriteByte(c)
					begun = true
				}
			}
		}
		end()
	}
	return out
}
