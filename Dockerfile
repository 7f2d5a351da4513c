# Copies what the build has made: run `mvn verify` (or `mvn verify -DskipTests`) first.
#
#     docker build -t process-manager .
#     docker run -p 127.0.0.1:8080:8080 -v process-manager:/var/lib/process-manager process-manager
#
# With PostgreSQL: -e PROCESS_MANAGER_DB_URL=jdbc:postgresql://host/database -e PROCESS_MANAGER_DB_USER=... -e PROCESS_MANAGER_DB_PASSWORD=...
FROM eclipse-temurin:17.0.17_10-jre

RUN groupadd --system --gid 1100 wildfly \
    && useradd --system --uid 1100 --gid wildfly --home-dir /opt/wildfly --shell /usr/sbin/nologin wildfly \
    && install --directory --owner=wildfly --group=wildfly /var/lib/process-manager
COPY --chown=wildfly:wildfly target/wildfly /opt/wildfly
COPY --chown=wildfly:wildfly target/process-manager.war /opt/wildfly/standalone/deployments/process-manager.war

USER wildfly
WORKDIR /opt/wildfly
# LAUNCH_JBOSS_IN_BACKGROUND makes the start script hand the signals of `docker stop` on to the server.
ENV LAUNCH_JBOSS_IN_BACKGROUND=true \
    JAVA_OPTS="-Xms64m -XX:MaxRAMPercentage=70 -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true -Djboss.modules.system.pkgs=org.jboss.byteman" \
    PROCESS_MANAGER_DATA=/var/lib/process-manager
VOLUME /var/lib/process-manager
EXPOSE 8080
# The driver follows from the URL: PostgreSQL if one is given, else the embedded database.
CMD ["/bin/sh", "-c", "exec bin/standalone.sh -b 0.0.0.0 ${PROCESS_MANAGER_DB_URL:+-Dprocess-manager.db.driver=postgresql}"]
