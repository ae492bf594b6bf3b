// Package passages reads out of the text of core/raft where each event of it
// comes from, which makes the Book that package passage looks into.
//
// A reason that a server gives at one place alone, a composite literal such as
// StoredByQuorum{…}, is its own key. What is given at several, and events
// without a reason, are in a table that names functions; Read fails if the text
// has a place to which no key leads. That the keys tell the truth is held by a
// test which plays worlds with a copy of core/raft that notes where it runs.
package passages
