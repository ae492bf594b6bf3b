// Package slab makes values whose addresses last, many with one allocation, and
// interfaces that hold them. What is said in every step of a world (a message, a
// reason, a note) is small, never changes, and is kept for a while: one
// allocation for each would be most of what garbage a world makes.
//
//	var notes slab.Of[Applied]
//	note := slab.As[Note](Applied{}, notes.Keep(&Applied{Index: 7}))
package slab
