package io.parquetkms.lake.replace;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.fs.permission.AclUtil;
import org.apache.hadoop.security.AccessControlException;

/** What a file has besides its content, where Hadoop knows it. */
final class HadoopTraits {

    private final FileSystem system;

    HadoopTraits(FileSystem system) {
        this.system = system;
    }

    /** The owner comes last: after that, this user may set nothing more. */
    String copy(FileStatus from, Path to) throws IOException {
        attributes(from.getPath(), to);
        system.setTimes(to, from.getModificationTime() + 1, from.getAccessTime());
        permissions(from, to);
        return owner(from, to);
    }

    private void attributes(Path from, Path to) throws IOException {
        Map<String, byte[]> attributes;
        try {
            attributes = system.getXAttrs(from);
        } catch (UnsupportedOperationException e) {
            return;
        }
        for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
            system.setXAttr(to, attribute.getKey(), attribute.getValue());
        }
    }

    private void permissions(FileStatus from, Path to) throws IOException {
        if (from.hasAcl()) {
            List<AclEntry> entries = system.getAclStatus(from.getPath()).getEntries();
            system.setAcl(to, AclUtil.getAclFromPermAndEntries(from.getPermission(), entries));
            return;
        }
        if (system.getFileStatus(to).hasAcl()) { // from the directory's defaults
            system.removeAcl(to);
        }
        system.setPermission(to, from.getPermission());
    }

    private String owner(FileStatus from, Path to) throws IOException {
        FileStatus now = system.getFileStatus(to);
        if (now.getOwner().equals(from.getOwner()) && now.getGroup().equals(from.getGroup())) {
            return "";
        }
        try {
            system.setOwner(to, from.getOwner(), from.getGroup());
            return "";
        } catch (AccessControlException e) {
            return Remarks.owner(from.getOwner() + ":" + from.getGroup(), now.getOwner() + ":" + now.getGroup());
        }
    }
}
