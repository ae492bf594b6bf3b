package shell

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// The bounds of variables.
const (
	variablesMax     = 1000
	variableBytesMax = 1 << 16 // of one value, or of one array
	elementsMax      = 10_000
)

// variable is a variable of a terminal.
type variable struct {
	name, value string
	exported    bool
	fixed       bool // readonly
	number      bool // declare -i: what is assigned is an expression
	kind        variableKind
	elements    []keyed // of an array
}

// variableKind says whether a variable is an array.
type variableKind uint8

const (
	scalarVariable variableKind = iota
	indexedArray                // keys are numbers, in order
	namedArray                  // declare -A: in the order in which they were set
)

// keyed is an element of an array.
type keyed struct{ key, value string }

// variables are a terminal's, sorted by name. A list is not changed once made,
// so that clones share it.
type variables []variable

func (v variables) find(name string) (int, bool) {
	return slices.BinarySearchFunc(v, name, func(x variable, name string) int { return strings.Compare(x.name, name) })
}

// scalar is what a variable stands for where no element is asked for: of an
// array its element 0.
func (v variable) scalar() (string, bool) {
	if v.kind == scalarVariable {
		return v.value, true
	}
	return v.element("0")
}

func (v variable) element(key string) (string, bool) {
	if v.kind == scalarVariable {
		return v.value, key == "0"
	}
	for _, e := range v.elements {
		if e.key == key {
			return e.value, true
		}
	}
	return "", false
}

func (v variables) get(name string) string {
	if i, ok := v.find(name); ok {
		value, _ := v[i].scalar()
		return value
	}
	return ""
}

// slot returns a copy of the variables with a place for one of them.
func (v variables) slot(name string) (variables, *variable, error) {
	i, ok := v.find(name)
	if ok && v[i].fixed {
		return v, nil, fmt.Errorf("%s: readonly variable", name)
	}
	if ok {
		out := slices.Clone(v)
		return out, &out[i], nil
	}
	if len(v) >= variablesMax {
		return v, nil, fmt.Errorf("there is room for %d variables", variablesMax)
	}
	out := slices.Insert(slices.Clone(v), i, variable{name: name})
	return out, &out[i], nil
}

// with returns the variables with one set; of an array its element 0. A
// variable that was exported stays so.
func (v variables) with(name, value string, export bool) (variables, error) {
	if i, ok := v.find(name); ok && v[i].kind != scalarVariable {
		return v.withElement(name, "0", value)
	}
	if len(value) > variableBytesMax {
		return v, fmt.Errorf("the value of %s is longer than %d bytes", name, variableBytesMax)
	}
	out, slot, err := v.slot(name)
	if err != nil {
		return v, err
	}
	slot.value = value
	slot.exported = slot.exported || export
	return out, nil
}

// without returns the variables without one.
func (v variables) without(name string) variables {
	if i, ok := v.find(name); ok {
		return slices.Delete(slices.Clone(v), i, i+1)
	}
	return v
}

// withArray returns the variables with one that is an empty array.
func (v variables) withArray(name string, kind variableKind) (variables, error) {
	out, slot, err := v.slot(name)
	if err != nil {
		return v, err
	}
	slot.kind, slot.value, slot.elements = kind, "", nil
	return out, nil
}

// withElement returns the variables with an element of an array set.
func (v variables) withElement(name, key, value string) (variables, error) {
	return v.withElements(name, []keyed{{key, value}})
}

// withElements returns the variables with elements of an array set. What was no
// array becomes one, with its value as element 0.
func (v variables) withElements(name string, added []keyed) (variables, error) {
	if len(added) == 0 {
		return v, nil
	}
	out, slot, err := v.slot(name)
	if err != nil {
		return v, err
	}
	elements := slices.Clone(slot.elements)
	if slot.kind == scalarVariable {
		if slot.value != "" {
			elements = []keyed{{"0", slot.value}}
		}
		slot.kind, slot.value = indexedArray, ""
	}
	for _, e := range added {
		elements = putElement(elements, slot.kind, e)
	}
	size := 0
	for _, e := range elements {
		size += len(e.key) + len(e.value)
	}
	if size > variableBytesMax || len(elements) > elementsMax {
		return v, fmt.Errorf("the array %s has more than %d elements or %d bytes", name, elementsMax, variableBytesMax)
	}
	slot.elements = elements
	return out, nil
}

// putElement sets an element among those of an array, which it changes.
func putElement(elements []keyed, kind variableKind, e keyed) []keyed {
	at, found := len(elements), false
	if kind == indexedArray {
		n, _ := strconv.ParseInt(e.key, 10, 64)
		compare := func(e keyed, n int64) int {
			m, _ := strconv.ParseInt(e.key, 10, 64)
			return cmp.Compare(m, n)
		}
		if at > 0 && compare(elements[at-1], n) >= 0 {
			at, found = slices.BinarySearchFunc(elements, n, compare)
		}
	} else if i := slices.IndexFunc(elements, func(other keyed) bool { return other.key == e.key }); i >= 0 {
		at, found = i, true
	}
	if found {
		elements[at].value = e.value
		return elements
	}
	return slices.Insert(elements, at, e)
}

// withoutElement returns the variables without an element of an array.
func (v variables) withoutElement(name, key string) variables {
	i, ok := v.find(name)
	if !ok {
		return v
	}
	out := slices.Clone(v)
	out[i].elements = slices.DeleteFunc(slices.Clone(out[i].elements), func(e keyed) bool { return e.key == key })
	return out
}

// next is the index that follows those of an array.
func (v variables) next(name string) int64 {
	i, ok := v.find(name)
	if !ok {
		return 0
	}
	if v[i].kind == scalarVariable {
		return int64(btoi(v[i].value != ""))
	}
	if n := len(v[i].elements); n > 0 {
		last, _ := strconv.ParseInt(v[i].elements[n-1].key, 10, 64)
		return last + 1
	}
	return 0
}

// assign sets a variable of the task.
func (x context) assign(name, value string) bool {
	vars, err := x.vars.with(name, value, false)
	if err != nil {
		x.complain("%v", err)
		return false
	}
	x.vars = vars
	return true
}

// kept are the variables that the shell itself keeps, where none was set.
func (x context) kept(name string) (string, bool) {
	switch name {
	case "HOME":
		return "/root", true
	case "PWD":
		return x.workingFolder(), true
	case "FUNCNAME":
		return x.callee(), x.callee() != ""
	case "USER", "LOGNAME":
		return "root", true
	case "HOSTNAME":
		return "raftarium", true
	case "PATH":
		return "/usr/local/bin:/usr/bin:/bin", true
	case "SHELL", "BASH":
		return "/bin/bash", true
	case "UID", "EUID":
		return "0", true
	case "SECONDS":
		return strconv.FormatInt(int64(x.turn.Now()/sim.Second), 10), true
	case "EPOCHSECONDS":
		return strconv.FormatInt(x.date().Unix(), 10), true
	case "LINENO":
		for i := len(x.frames) - 1; i >= 0; i-- {
			if l, ok := x.frames[i].script.nodes[x.frames[i].node].(*list); ok && x.frames[i].next > 0 && len(l.items) > 0 {
				return strconv.Itoa(l.items[min(x.frames[i].next, len(l.items))-1].line), true
			}
		}
		return "1", true
	case "BASHPID":
		return strconv.Itoa(x.pid), true
	case "RANDOM":
		return strconv.FormatUint(x.random()>>32&0x7fff, 10), true
	}
	return "", false
}

// random follows from the moment and from how far the line has come, like everything
// in the world.
func (x context) random() uint64 {
	h := uint64(x.turn.Now())*0x9e3779b97f4a7c15 + uint64(x.spent)
	h ^= h >> 29
	return h * 0xbf58476d1ce4e5b9
}

func (v *variable) code(c *wire.Coder) {
	c.String(&v.name)
	c.String(&v.value)
	c.Bool(&v.exported)
	c.Bool(&v.fixed)
	c.Bool(&v.number)
	wire.Number(c, &v.kind)
	if v.kind > namedArray {
		c.Fail("a variable of the unknown kind %d", v.kind)
		v.kind = scalarVariable
	}
	wire.List(c, &v.elements, func(e *keyed) {
		c.String(&e.key)
		c.String(&e.value)
	})
}
