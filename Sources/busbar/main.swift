import Console
import Gateway
import Demo
import Site
import ArgumentParser
print("busbar")
