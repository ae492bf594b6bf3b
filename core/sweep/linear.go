package sweep

import (
	"maps"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/anishathalye/porcupine"

	"raftarium/core/api"
	"raftarium/core/sim"
)

// register is the model of one key: what it holds, and since which revision, 0
// where a write that nobody has heard of may have written it.
type register struct {
	present bool
	value   string
	mod     int64
}

// act is what an operation does to a register.
type act struct {
	kind  actKind
	key   string
	value string // of a put
	// A delete is excused if it may have met what nobody knows of.
	excused bool
}

type actKind uint8

const (
	putAct actKind = iota
	deleteAct
	getAct
)

// result is what a client heard: nothing, if known is false.
type result struct {
	known    bool
	revision int64 // of a write
	found    register
	deleted  bool
}

// model is the store as clients are to see it, key by key.
var model = porcupine.Model{
	Init: func() any { return register{} },
	Step: func(state, input, output any) (bool, any) {
		return input.(act).on(state.(register), output.(result))
	},
}

// on does an act to a register, and reports whether what the client heard of it
// can be. A revision that a write was told is higher than all before.
func (a act) on(r register, heard result) (bool, register) {
	switch a.kind {
	case putAct:
		if heard.known && heard.revision <= r.mod {
			return false, r
		}
		return true, register{present: true, value: a.value, mod: heard.revision}
	case deleteAct:
		return a.onDelete(r, heard)
	}
	if heard.found.present != r.present || heard.found.value != r.value {
		return false, r
	}
	if !r.present {
		return true, r
	}
	if r.mod != 0 && r.mod != heard.found.mod {
		return false, r
	}
	return true, heard.found
}

func (a act) onDelete(r register, heard result) (bool, register) {
	switch {
	case !heard.known:
		return true, register{}
	case !heard.deleted:
		return !r.present, r
	}
	return (r.present || a.excused) && heard.revision > r.mod, register{mod: heard.revision}
}

// patience is after what time of the wall clock a history is given up as too
// hard to judge. It is then no violation, and counted.
const patience = 20 * time.Second

// linearizable reports whether what the clients saw can be explained by one
// store that carries out one operation after the other, each between its call
// and its answer (Herlihy and Wing 1990). If it cannot, it returns when that
// was certain first, and which key it is about. Undecided is of how many keys
// the history was too hard to judge.
func (h *history) linearizable() (first sim.Time, key string, undecided int, ok bool) {
	first = sim.Never
	keys := h.byKey()
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		switch operations := keys[k]; explains(operations, sim.Never) {
		case porcupine.Illegal:
			if at := firstUnexplained(operations); at < first {
				first, key = at, k
			}
		case porcupine.Unknown:
			undecided++
		}
	}
	return first, key, undecided, first == sim.Never
}

// byKey sorts what was asked by key, without what can have no consequence.
func (h *history) byKey() map[string][]porcupine.Operation {
	keys := map[string][]porcupine.Operation{}
	for i := range h.operations {
		o := &h.operations[i]
		a, heard := o.act()
		if a.key == "" || a.kind == getAct && !heard.known {
			continue
		}
		at := int64(math.MaxInt64)
		if heard.known {
			at = int64(o.answered)
		}
		keys[a.key] = append(keys[a.key], porcupine.Operation{ClientId: int(o.client - sim.FirstClient), Input: a, Output: heard, Call: int64(o.call), Return: at})
	}
	for key, operations := range keys {
		keys[key] = withoutUnseen(operations)
	}
	return keys
}

// withoutUnseen leaves out the puts that were not answered and whose value
// nobody has seen: that they happened last, or never, contradicts nothing. Only
// a delete can have met what such a put wrote, and is excused for it. With every
// put that may or may not have happened the judge's work would double.
func withoutUnseen(operations []porcupine.Operation) []porcupine.Operation {
	seen := map[string]bool{}
	for _, o := range operations {
		seen[o.Output.(result).found.value] = true
	}
	unseen := int64(math.MaxInt64) // when the first of them was called
	rest := operations[:0]
	for _, o := range operations {
		if a := o.Input.(act); a.kind == putAct && !o.Output.(result).known && !seen[a.value] {
			unseen = min(unseen, o.Call)
			continue
		}
		rest = append(rest, o)
	}
	for i, o := range rest {
		if a := o.Input.(act); a.kind == deleteAct && o.Return > unseen {
			a.excused = true
			rest[i].Input = a
		}
	}
	return rest
}

// explains judges the operations of one key that were called up to a moment, as
// if what was answered later had not been answered.
func explains(operations []porcupine.Operation, until sim.Time) porcupine.CheckResult {
	var prefix []porcupine.Operation
	for _, o := range operations {
		if o.Call > int64(until) {
			continue
		}
		if o.Return > int64(until) {
			if o.Input.(act).kind == getAct {
				continue
			}
			o.Output, o.Return = result{}, math.MaxInt64
		}
		prefix = append(prefix, o)
	}
	return porcupine.CheckOperationsTimeout(model, prefix, patience)
}

// firstUnexplained returns the first answer that no store can have given after
// all answers before it.
func firstUnexplained(operations []porcupine.Operation) sim.Time {
	var answers []sim.Time
	for _, o := range operations {
		if o.Return != math.MaxInt64 {
			answers = append(answers, sim.Time(o.Return))
		}
	}
	slices.Sort(answers)
	i := sort.Search(len(answers)-1, func(i int) bool { return explains(operations, answers[i]) == porcupine.Illegal })
	return answers[i]
}

// act returns what an operation does and what was heard of it; an act without a
// key if it did nothing.
func (o *operation) act() (act, result) {
	known := o.answered != sim.Never
	switch r := o.request.(type) {
	case api.Put:
		heard, _ := o.response.(api.PutResponse)
		return act{kind: putAct, key: string(r.Key), value: string(r.Value)}, result{known: known, revision: heard.Header.Revision}
	case api.DeleteRange:
		heard, _ := o.response.(api.DeleteRangeResponse)
		return act{kind: deleteAct, key: string(r.Key)}, result{known: known, revision: heard.Header.Revision, deleted: heard.Deleted > 0}
	case api.Range:
		heard, _ := o.response.(api.RangeResponse)
		found := register{}
		if len(heard.KVs) > 0 {
			found = register{present: true, value: string(heard.KVs[0].Value), mod: heard.KVs[0].ModRevision}
		}
		return act{kind: getAct, key: string(r.Key)}, result{known: known, found: found}
	}
	return act{}, result{}
}
