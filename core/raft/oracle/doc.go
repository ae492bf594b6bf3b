// Package oracle compares core/raft with go.etcd.io/raft, another
// implementation of the same algorithm. It has tests and benchmarks only, and
// is a module of its own, so that the product depends on nothing of it.
//
// One server at a time: both are brought into the same state and given the
// same message; what is on disk afterwards, what each knows, and what it
// answers must be the same. Whole clusters: both are given the same timers and
// the same faults of the same links; once at rest, leader, term and what is
// committed must be the same.
//
// The two are not meant to agree in everything. differences_test.go lists what
// they do differently and why, as rewritings of one outcome into the other:
// what is left of a difference after that fails a test, and so does an item of
// the list that explains nothing.
package oracle
