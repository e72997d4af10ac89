package io.margay.model.parse;

import io.margay.model.resource.Where;

/// One thing that is wrong with what a user wrote; also used for warnings.
///
/// @param where the file and line of the offending value
/// @param subject the resource, such as `NetworkPolicy shop/redis`; empty where it is not known
/// @param path the field inside the resource, such as `spec.ingress[2].ports[0]`; empty for the whole of it
/// @param what the reason, such as `port must be 1..65535, is 70000`
public record Problem(Where where, String subject, String path, String what) {
    private static final int LONGEST = 500;

    /// Makes one line of each text.
    public Problem {
        subject = line(subject);
        path = line(path);
        what = line(what);
    }

    /// Text from the input as one line of a message: control characters as `?`, at most 500 characters.
    public static String line(String text) {
        return Problems.shortened(text, LONGEST);
    }

    /// `file:line: kind ns/name: path: reason`; parts that are empty are left out.
    public String print() {
        var text = new StringBuilder();
        for (var part : new String[] {where.toString(), subject, path}) {
            if (!part.isEmpty()) {
                text.append(part).append(": ");
            }
        }
        return text.append(what).toString();
    }
}
