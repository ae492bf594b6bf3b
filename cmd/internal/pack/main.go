package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	p := packer{}
	flag.StringVar(&p.web, "web", "web", "`folder` of the page's sources")
	flag.StringVar(&p.program, "program", "./cmd/page", "`package` that becomes raftarium.wasm")
	flag.StringVar(&p.out, "out", filepath.Join("dist", "page"), "`folder` to leave the page in; what is there is replaced")
	flag.StringVar(&p.cache, "cache", filepath.Join("dist", ".cache"), "`folder` for compressed files by content")
	flag.BoolVar(&p.quick, "quick", false, "do not compress well: for this machine only")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "pack: %q is not a flag: pack takes flags only\n", flag.Arg(0))
		os.Exit(2)
	}
	sizes, err := p.pack(ctx)
	if err == nil && p.quick {
		fmt.Printf("The page is in %s, quickly packed (\"make build\" packs it small).\n", p.out)
	}
	if err == nil && !p.quick {
		fmt.Printf("The page is in %s. Bytes:\n\n%s\n", p.out, sizes)
		err = sizes.check()
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "pack: %v\n", err)
		os.Exit(1)
	}
}
