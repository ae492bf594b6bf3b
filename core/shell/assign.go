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
		kind := indexedArray
		if i, ok := e.vars.find(a.name); ok && e.vars[i].kind == namedArray {
			kind = namedArray
		}
		if i, ok := e.vars.find(a.name); !a.append || !ok || e.vars[i].kind == scalarVariable && e.vars[i].value == "" {
			if e.vars, err = e.vars.withArray(a.name, kind); err != nil {
				return err
			}
		}
		for _, el := range a.list {
			if el.index != nil {
				e.vars, err = e.vars.withElement(a.name, e.key(a.name, el.index), e.text(el.value))
			} else {
				for _, value := range e.fields([]word{el.value}) {
					if e.vars, err = e.vars.withElement(a.name, strconv.FormatInt(e.vars.next(a.name), 10), value); err != nil {
						break
					}
				}
			}
			if err != nil {
				return err
			}
		}
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
