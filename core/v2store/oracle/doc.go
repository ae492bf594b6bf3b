// Package oracle compares core/v2store and core/api with a running etcd 3.4:
// the same requests to both, and status, header lines, their order and the
// bodies must agree byte for byte, but for what allowed_test.go lists. It has
// tests only, and needs the programs etcd and etcdctl (Debian: etcd-server,
// etcd-client); without them it fails.
package oracle
