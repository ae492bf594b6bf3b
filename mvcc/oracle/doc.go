// Package oracle measures mvcc and mvcc/lease beside the packages of etcd that
// do the same, storage/mvcc and lease of go.etcd.io/etcd/server, and holds that
// the stores answer alike. It has tests and benchmarks only, and is a module of
// its own, so that the product depends on nothing of it.
//
// etcd keeps its revisions in bbolt; here it is told not to sync, so that the
// file lives in the system's cache, and that is as far as its settings go
// towards memory. It does not build for WebAssembly, so these benchmarks are
// native.
//
// Two things are not like with like, each in etcd's favour. Its key index finds
// revisions and ours, which is no type of its own, the record as well. And its
// lessor finds what has run out at the pace of a clock, which is left out. What
// counts is the time of the processor, its threads together.
package oracle
