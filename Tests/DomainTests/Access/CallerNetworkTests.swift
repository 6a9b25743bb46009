import Domain
import Testing

@Suite("Whose attempts are counted as one caller's")
struct CallerNetworkTests {
    @Test(
        "an IPv4 address is itself, an IPv6 address its /64",
        arguments: [
            ("10.0.0.1", "10.0.0.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:DB8:1:2::6", "2001:db8:1:2::/64"), ("2001:db8::6", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"),
            ("fe80::1%eth0", "fe80:0:0:0::/64"), ("::ffff:10.0.0.1", "10.0.0.1"), ("::ffff:a00:1", "10.0.0.1"),
            ("local", "local"), ("2001:db8:::6", "2001:db8:::6"), ("1:2:3:4:5:6:7", "1:2:3:4:5:6:7"), ("", ""),
        ])
    func networks(address: String, network: String) {
        #expect(CallerNetwork(of: address).text == network)
    }
}
