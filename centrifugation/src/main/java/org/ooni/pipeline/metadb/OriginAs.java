package org.ooni.pipeline.metadb;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A prefix, and the network that announces it.
 *
 * @param prefix as {@code cidr} reads it: an address of either family, without bits beyond the length, and the length
 */
record OriginAs(String prefix, int asn) {

    /**
     * The prefix of {@code address} and {@code length}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static String prefix(String address, int length) {
        if (address.indexOf('%') >= 0 || !InetAddresses.isInetAddress(address)) {
            throw new IllegalArgumentException("no address");
        }
        InetAddress parsed = InetAddresses.forString(address);
        int bits = Byte.SIZE * parsed.getAddress().length;
        if ((address.indexOf(':') >= 0) != (bits == 128)) {
            throw new IllegalArgumentException("an address of two families");
        }
        if (length > bits) {
            throw new IllegalArgumentException("a length of more than " + bits + " bits");
        }
        BigInteger value = new BigInteger(1, parsed.getAddress());
        if (value.signum() != 0 && value.getLowestSetBit() < bits - length) {
            throw new IllegalArgumentException("an address with bits beyond its length of " + length);
        }
        return address + "/" + length;
    }
}
