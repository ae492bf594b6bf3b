package shell

import "strconv"

// setArrays makes the arrays that stand among the words of declare and its kin.
func (x context) setArrays(arrays []assignment, outputs []string) {
	e := x.expander(outputs)
	for _, a := range arrays {
		if err := x.set(e, a, false); err != nil {
			x.giveUp(err)
			return
		}
	}
	x.vars = e.vars
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
			value = e.value(piece{kind: paramPiece, text: a.name, index: a.index}) + value
		}
		if e.err == nil {
			e.vars, err = e.vars.withElement(a.name, key, value)
		}
	default:
		value := e.text(a.value)
		if a.append {
			value = e.vars.get(a.name) + value
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

// setArray carries out NAME=(…) and NAME+=(…). An element without an index
// follows the one before it; in a named array such elements are keys and values
// in turn.
func (x context) setArray(e *expander, a assignment) error {
	i, was := e.vars.find(a.name)
	named := was && e.vars[i].kind == namedArray
	if !a.append || !was || e.vars[i].kind == scalarVariable && e.vars[i].value == "" {
		kind := indexedArray
		if named {
			kind = namedArray
		}
		vars, err := e.vars.withArray(a.name, kind)
		if err != nil {
			return err
		}
		e.vars = vars
	}
	next, key, half := e.vars.next(a.name), "", false
	put := func(key, value string) (err error) {
		e.vars, err = e.vars.withElement(a.name, key, value)
		return err
	}
	for _, el := range a.list {
		if el.index != nil {
			key := e.key(a.name, el.index)
			if err := put(key, e.text(el.value)); err != nil {
				return err
			}
			n, _ := strconv.ParseInt(key, 10, 64)
			next = n + 1
			continue
		}
		for _, value := range e.fields([]word{el.value}) {
			switch {
			case !named:
				key = strconv.FormatInt(next, 10)
				next++
			case !half:
				key, half = value, true
				continue
			}
			half = false
			if err := put(key, value); err != nil {
				return err
			}
		}
	}
	if half {
		return put(key, "")
	}
	return nil
}
