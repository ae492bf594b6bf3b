package shell

import (
	"slices"
	"strconv"
)

// setArrays makes the arrays that stand among the words of declare and its kin.
func (x context) setArrays(arrays []assignment, outputs []string) {
	e := x.expander(outputs)
	for _, a := range arrays {
		// What readonly made of the name was meant for what the array becomes.
		i, found := e.vars.find(a.name)
		fixed := found && e.vars[i].fixed
		if fixed {
			e.vars = slices.Clone(e.vars)
			e.vars[i].fixed = false
		}
		if err := x.set(e, a, false); err != nil {
			x.giveUp(err)
			return
		}
		if fixed {
			e.vars[i].fixed = true // set has made a list of its own
		}
	}
	x.vars = e.vars
}

// setSome carries out the assignments that the next substitution of a command finds
// done, and the one before it did not (IEEE 1003.1, 2.9.1: they are expanded and
// carried out from the first to the last). It reports whether they could.
func (x context) setSome(n *simple, outputs []string) bool {
	from, to := n.carriedOut(len(outputs)), n.before[len(outputs)]
	if from == to {
		return true
	}
	e := x.expander(outputs)
	for _, a := range n.assignments[from:to] {
		if err := x.set(e, a, false); err != nil {
			x.giveUp(err)
			return false
		}
	}
	x.vars = e.vars
	return true
}

// set carries out an assignment.
func (x context) set(e *expander, a assignment, export bool) error {
	var err error
	switch {
	case a.array:
		err = x.setArray(e, a)
	case a.index != nil:
		key, value := e.key(a.name, a.index), e.text(a.value)
		if a.append {
			value = e.value(&piece{kind: paramPiece, text: a.name, index: a.index}) + value
		}
		if e.err == nil {
			err = e.setElement(a.name, key, value)
		}
	default:
		value := e.text(a.value)
		i, found := e.vars.find(a.name)
		number := found && e.vars[i].number
		switch {
		case a.append && number:
			value = e.vars.get(a.name) + "+(" + value + ")"
		case a.append:
			value = e.vars.get(a.name) + value
		}
		if number {
			value = e.sumText(value)
		}
		if e.err == nil {
			e.vars, err = e.vars.with(a.name, value, export || x.options&optionExport != 0)
		}
	}
	if err == nil {
		err = e.err
	}
	return err
}

// setArray carries out NAME=(…) and NAME+=(…). All values are expanded before
// the first is assigned. An element without an index follows the one before it;
// in a named array such elements are keys and values in turn.
func (x context) setArray(e *expander, a assignment) error {
	values := make([][]string, len(a.list))
	for i, el := range a.list {
		if el.index != nil {
			values[i] = []string{e.text(el.value)}
		} else {
			values[i] = e.fields([]word{el.value})
		}
	}
	i, was := e.vars.find(a.name)
	named := was && e.vars[i].kind == namedArray
	var err error
	if !a.append || !was || e.vars[i].kind == scalarVariable && e.vars[i].value == "" {
		kind := indexedArray
		if named {
			kind = namedArray
		}
		if e.vars, err = e.vars.withArray(a.name, kind); err != nil {
			return err
		}
	}
	var added []keyed
	next, half := e.vars.next(a.name), false
	for i, el := range a.list {
		for _, value := range values[i] {
			switch {
			case el.index != nil:
				if e.vars, err = e.vars.withElements(a.name, added); err != nil {
					return err
				}
				key := e.key(a.name, el.index)
				added = []keyed{{key, value}}
				next, _ = strconv.ParseInt(key, 10, 64)
				next++
			case !named:
				added = append(added, keyed{strconv.FormatInt(next, 10), value})
				next++
			case half:
				added[len(added)-1].value = value
				half = false
			default:
				added = append(added, keyed{key: value})
				half = true
			}
		}
	}
	e.vars, err = e.vars.withElements(a.name, added)
	return err
}
