// Command peers sets benchmarks of ours and of other implementations side by
// side. It reads what go test -bench prints, any number of times and from any
// number of systems, on its standard input, and prints one table.
//
// A benchmark whose name ends in /ours is held against the one that ends in
// /etcd. The best run of each counts: what disturbs a run only makes it slower. The
// metric cpu-ns/op, where there is one, counts instead of the time on the wall.
// The metrics wanted-times and wanted-allocs say how many times as fast ours is
// to be, and what part of their allocations it may make; a row that misses
// either is marked.
//
//	go test -run '^$' -bench . -benchmem | go run ./cmd/internal/peers
package main
