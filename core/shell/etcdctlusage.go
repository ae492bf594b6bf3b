package shell

import _ "embed"

// What etcdctl 3.4 prints as help, and on stdout when it does not understand a
// flag. The texts are its own.
var (
	//go:embed usage/root.txt
	usageRoot string
	//go:embed usage/put.txt
	usagePut string
	//go:embed usage/get.txt
	usageGet string
	//go:embed usage/del.txt
	usageDel string
	//go:embed usage/version.txt
	usageVersion string
	//go:embed usage/member.txt
	usageMember string
	//go:embed usage/member-list.txt
	usageMemberList string
	//go:embed usage/member-add.txt
	usageMemberAdd string
	//go:embed usage/member-remove.txt
	usageMemberRemove string
	//go:embed usage/member-update.txt
	usageMemberUpdate string
	//go:embed usage/member-promote.txt
	usageMemberPromote string
	//go:embed usage/move-leader.txt
	usageMoveLeader string
	//go:embed usage/endpoint.txt
	usageEndpoint string
	//go:embed usage/endpoint-status.txt
	usageEndpointStatus string
	//go:embed usage/endpoint-health.txt
	usageEndpointHealth string
	//go:embed usage/global.txt
	usageGlobal string
	//go:embed usage/global-endpoint.txt
	usageGlobalEndpoint string
)
