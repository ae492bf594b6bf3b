package main

import "github.com/hajimehoshi/ebiten/v2/internal/shaderir"

func texts(p *shaderir.Program) (vertex, fragment string) { return p.Vertex, p.Fragment }
