// Package oracle compares a world of ours with a running etcd 3.4: the same
// requests to both, and status, header lines, their order and the bodies must
// agree byte for byte, but for what allowed_test.go and world_test.go list.
//
//   - testdata's tables are lines for curl, a case a line: the real one asks
//     etcd, the terminal's asks ours (table_test.go).
//   - Random sequences of operations of v2 and of v3, with watches of what they
//     did and the checksum of the history.
//   - What etcdctl prints, and what is answered without a quorum.
//
// What fails while etcd elects a leader is begun anew (trial_test.go).
//
// It has tests only, and needs the programs etcd, etcdctl and curl (Debian:
// etcd-server, etcd-client, curl); without them it fails.
package oracle
