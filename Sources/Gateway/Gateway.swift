import NIOPosix
import NIOSSL
import Crypto
import Logging
