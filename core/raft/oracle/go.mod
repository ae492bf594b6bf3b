module raftarium/core/raft/oracle

go 1.26.0

require (
	github.com/stretchr/testify v1.12.1
	go.etcd.io/raft/v3 v3.7.0
	raftarium v0.0.0
)

require (
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	google.golang.org/protobuf v1.36.11 // indirect
)

replace raftarium => ../../..
