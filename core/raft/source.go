//go:build !js

package raft

import "embed"

// Source is the text of this package, to be shown as it runs. The page loads
// what it shows of it as a file.
//
//go:embed *.go
var Source embed.FS
