// Package passage finds the passage of core/raft's text that an event comes
// from: "the code that runs".
//
// An event of Raft says why it happened with a typed reason. Key makes of that,
// and where a reason is given at several places of what else the event tells, a
// key; and a Book, which cmd/internal/passages reads out of the text itself, has
// for each key the function and its lines. There are no line numbers here that
// anybody wrote: a place is where the reason stands in the syntax tree.
//
//	e, key, ok := passage.Of(world.Trace(), id)
//	p := book.Passage(key)
package passage
