package shell

import (
	"fmt"
	"strings"

	"raftarium/core/sim"
)

// The bounds of a log that is set up by hand.
const (
	logEntriesMax = 1000
	logTermMax    = 1_000_000
)

// parseLog reads log M 1 1 4 …: the terms of the entries, from the first on.
func parseLog(h Host, w *sim.World, args []string) (Act, error) {
	if len(args) < 2 {
		return nil, usage("log M TERM…, with the term of each entry, as in log 2 1 1 4")
	}
	n, err := h.Member(w, args[0])
	if err != nil {
		return nil, err
	}
	terms := args[1:]
	if len(terms) > logEntriesMax {
		return nil, fmt.Errorf("a log that is set up has at most %d entries, not %d", logEntriesMax, len(terms))
	}
	a := SetLog{Member: n, Terms: make([]uint64, len(terms))}
	for i, text := range terms {
		term, err := parseIndex("a term", text)
		if err != nil {
			return nil, err
		}
		if term < 1 || term > logTermMax {
			return nil, fmt.Errorf("a term is from 1 to %d, not %d", logTermMax, term)
		}
		if i > 0 && term < a.Terms[i-1] {
			return nil, fmt.Errorf("terms never fall along a log, and %d comes after %d", term, a.Terms[i-1])
		}
		a.Terms[i] = term
	}
	return a, nil
}

// terms writes the terms of a log as they are typed.
func (a SetLog) terms() string {
	return strings.Trim(fmt.Sprint(a.Terms), "[]")
}
