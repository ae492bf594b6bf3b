// Package house holds the rules of how the packages of Raftarium stand on one
// another, as data, and the functions that find what breaks them. Its tests
// apply them to the repository.
//
//   - Imports run downwards only: layers.go says who may import whom, and which
//     packages of others. mvcc and core/raft stand on the ground; core/check
//     does not even reach the algorithm that it checks.
//   - What goes into the page links no network, no processes, no gRPC
//     (linked.go).
//   - The world and its picture are functions of their inputs: no clock, no
//     goroutine, no randomness of the machine's (purity.go).
//
// The rules are for the code itself; tests may import what they like.
//
//	breaches := house.Imports(packages) // one sentence each
//
// A new package gets its line in layers.go, or the tests fail.
package house
