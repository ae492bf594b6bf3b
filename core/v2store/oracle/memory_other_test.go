//go:build !unix

package oracle

func inMemory() string { return "" }
