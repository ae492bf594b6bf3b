// Command system sees to the system packages that `make test` needs.
//
//	go run ./cmd/internal/system
//
// Those of its table (needs.go) that are missing it installs with apt, after
// saying which and what for; when none is missing it does and says nothing. It
// becomes root by sudo where there is sudo. Where it cannot install it ends
// with an error that holds the command for somebody who can. On systems
// without dpkg it looks for the programs only, since libraries have other
// names there.
package main
